from django.urls import path

from pendopo.web.psm.photo import own_picture
from pendopo.web.saya import security, views

urlpatterns = [
    path("", views.own_page, name="halaman"),
    path("gambar", own_picture, name="gambar"),
    path("keamanan/", security.overview, name="keamanan"),
    path("keamanan/aplikasi/", security.app, name="aplikasi"),
    path("keamanan/aplikasi/lepas/", security.remove_app, name="lepas_aplikasi"),
    path("keamanan/passkey/", security.new_passkey, name="pasang_passkey"),
    path("keamanan/passkey/tanya/", security.ask_passkey, name="tanya_passkey"),
    path("keamanan/passkey/<int:passkey_id>/nama/", security.rename, name="nama_passkey"),
    path("keamanan/passkey/<int:passkey_id>/lepas/", security.remove, name="lepas_passkey"),
    path("keamanan/kode/", security.recovery, name="kode_cadangan"),
]
