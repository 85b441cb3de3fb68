from django.urls import path

from pendopo.web.psm import deeds, download, listing, photo, registering, views

urlpatterns = [
    path("", listing.psm_page, name="daftar"),
    path("excel", listing.psm_excel, name="excel"),
    path("unduhan/<slug:uid>", download.waiting, name="unduhan"),
    path("unduhan/<slug:uid>/berkas", download.fetch, name="berkas"),
    path("baru", registering.register, name="baru"),
    path("<int:person_id>/", views.person_page, name="orang"),
    path("<int:person_id>/nik", views.nik_page, name="nik"),
    path("<int:person_id>/foto", photo.photo_page, name="foto"),
    path("<int:person_id>/foto/hapus", photo.remove_photo_page, name="hapus_foto"),
    path("<int:person_id>/gambar", photo.picture, name="gambar"),
    path("<int:person_id>/betulkan", deeds.correct_person_page, name="betulkan"),
    path("<int:person_id>/meninggal", deeds.death_page, name="meninggal"),
    path("<int:person_id>/kembali", deeds.return_page, name="kembali"),
    path("penugasan/<int:posting_id>/betulkan", deeds.correct_posting_page, name="betulkan_penugasan"),
    path("penugasan/<int:posting_id>/pindah", deeds.move_page, name="pindah"),
    path("penugasan/<int:posting_id>/berhenti", deeds.end_page, name="berhenti"),
    path("penugasan/<int:posting_id>/lanjut", deeds.go_on_page, name="lanjut"),
    path("penugasan/<int:posting_id>/batalkan", deeds.cancel_page, name="batalkan"),
]
