from django.urls import path

from pendopo.web.wilayah import views

urlpatterns = [path("cari", views.options, name="cari"), path("cari/", views.options)]
