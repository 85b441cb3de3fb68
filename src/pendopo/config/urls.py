"""The only place that knows every door."""

from importlib.util import find_spec

from django.urls import include, path

urlpatterns = (
    [path("", include("pendopo.web.urls"))]
    if find_spec("pendopo.web") and find_spec("pendopo.web.urls")
    else []
)
