"""Every page. One folder per area."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from pendopo.web import pieces

_AREAS = (
    ("", "masuk"), ("", "konsolidasi"), ("wilayah/", "wilayah"), ("psm/", "psm"), ("pilar/", "pilar"), ("sk/", "sk"),
    ("pengurus/", "pengurus"),
    ("permintaan/", "permintaan"), ("impor/", "impor"), ("ganda/", "ganda"), ("pindah/", "pindah"),
    ("akun/", "akun"), ("kebijakan/", "kebijakan"), ("catatan/", "catatan"), ("saya/", "saya"), ("target/", "target"),
)  # fmt: skip

urlpatterns: list[URLPattern | URLResolver] = [
    path(prefix, include((f"pendopo.web.{area}.urls", area))) for prefix, area in _AREAS
]

if settings.DEBUG:  # the style guide, for those who build pages
    urlpatterns += [path("potongan/", pieces.style_guide), path("potongan/wilayah", pieces.region_options)]
