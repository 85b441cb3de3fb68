from django.urls import path

from pendopo.web.akun import codes, contact, views

urlpatterns = [
    path("", views.listing, name="daftar"),
    path("kontak/", contact.contact, name="kontak"),
    path("baru/", views.create, name="baru"),
    path("<int:user_id>/", views.show, name="lihat"),
    path("<int:user_id>/betulkan/", views.correct, name="betulkan"),
    path("<int:user_id>/peran/", views.give, name="beri_peran"),
    path("<int:user_id>/tutup/", views.close, name="tutup"),
    path("<int:user_id>/buka/", codes.reopen, name="buka"),
    path("<int:user_id>/kode/", codes.issue, name="kode"),
    path("<int:user_id>/keluarkan/", views.put_out, name="keluarkan"),
    path("<int:user_id>/lepas-pengaman/", codes.reset, name="lepas_pengaman"),
    path("<int:user_id>/lembar/", codes.slip, name="lembar"),
    path("peran/<int:grant_id>/akhiri/", views.end, name="akhiri_peran"),
]
