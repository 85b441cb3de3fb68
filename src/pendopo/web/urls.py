"""Every page. One folder per area; an area joins when it has pages."""

from importlib.util import find_spec

from django.urls import include, path

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
