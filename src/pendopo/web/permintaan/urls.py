from django.urls import path

from pendopo.web.permintaan import answering, asking, views

urlpatterns = [
    path("", views.listing, name="daftar"),
    path("selesaikan/", asking.resolve, name="selesaikan"),
    path("siap/", asking.ready, name="siap"),
    path("lembar.pdf", asking.sheets_pdf, name="lembar"),
    path("<int:request_id>/", views.one, name="satu"),
    path("<int:request_id>/tutup/", views.close, name="tutup"),
    path("<int:request_id>/jawaban/", answering.answer, name="jawaban"),
]
