from django.urls import path

from pendopo.web.konsolidasi import views

urlpatterns = [
    path("", views.overview, name="halaman"),
    path("konsolidasi.xlsx", views.workbook, name="unduh"),
    path("desa-tanpa-psm/", views.empty_villages, name="kosong"),
]
