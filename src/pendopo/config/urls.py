"""The only place that knows every door."""

from django.urls import include, path

urlpatterns = [path("", include("pendopo.web.urls"))]
handler400 = "pendopo.web.refused.bad_request"
