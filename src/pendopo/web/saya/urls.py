from django.urls import path

from pendopo.web.saya import views

urlpatterns = [path("", views.own_page, name="halaman")]
