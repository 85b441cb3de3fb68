from django.urls import path

from pendopo.web.konsolidasi import comparing, trending, views

urlpatterns = [
    path("", views.overview, name="halaman"),
    path("konsolidasi.xlsx", views.workbook, name="unduh"),
    path("bandingkan/", comparing.comparison, name="bandingkan"),
    path("perkembangan/", trending.trends, name="perkembangan"),
    path("desa-tanpa-psm/", views.empty_villages, name="kosong"),
]
