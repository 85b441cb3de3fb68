"""The only place that knows every door."""

from django.urls import include, path

urlpatterns = [path("", include("pendopo.web.urls"))]
