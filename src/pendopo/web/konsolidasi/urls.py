from django.urls import path

from pendopo.web.konsolidasi import comparing, reporting, trending, views

urlpatterns = [
    path("", views.overview, name="halaman"),
    path("konsolidasi.xlsx", views.workbook, name="unduh"),
    path("bandingkan/", comparing.comparison, name="bandingkan"),
    path("perkembangan/", trending.trends, name="perkembangan"),
    path("laporan-legalitas/", reporting.report_page, name="laporan"),
    path("laporan-legalitas.pdf", reporting.report_pdf, name="laporan_pdf"),
    path("laporan-legalitas.xlsx", reporting.report_xlsx, name="laporan_xlsx"),
    path("desa-tanpa-psm/", views.empty_villages, name="kosong"),
]
