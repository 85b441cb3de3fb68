"""Every page. One folder per area; an area joins when it has pages."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

from pendopo.web import pieces

_AREAS = (
    ("", "masuk"), ("", "konsolidasi"), ("wilayah/", "wilayah"), ("psm/", "psm"), ("sk/", "sk"),
    ("permintaan/", "permintaan"), ("impor/", "impor"), ("ganda/", "ganda"), ("pindah/", "pindah"),
    ("akun/", "akun"), ("kebijakan/", "kebijakan"), ("catatan/", "catatan"), ("saya/", "saya"),
)  # fmt: skip

urlpatterns = [
    path(prefix, include((f"pendopo.web.{area}.urls", area)))
    for prefix, area in _AREAS
    if find_spec(f"pendopo.web.{area}")
]

if settings.DEBUG:  # the style guide, for those who build pages
    urlpatterns += [path("potongan/", pieces.style_guide), path("potongan/wilayah", pieces.region_options)]
