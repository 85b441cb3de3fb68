from django.urls import path

from pendopo.web.masuk import cover, forgotten, own, passkey, second, sessions, views

urlpatterns = [
    path("masuk/", views.login_page, name="masuk"),
    path("masuk/langkah-kedua/", second.second_step, name="langkah_kedua"),
    path("masuk/passkey/", passkey.answer, name="passkey"),
    path("masuk/passkey/tanya/", passkey.ask, name="tanya_passkey"),
    path("keluar/", views.logout_page, name="keluar"),
    path("peran/", views.hat, name="peran"),
    path("sandi/", views.first_password, name="sandi"),
    path("lupa-sandi/", forgotten.forgotten_page, name="lupa"),
    path("kunci/", cover.cover_page, name="kunci"),
    path("akun-saya/perangkat/", sessions.my_sessions, name="perangkat"),
    path("akun-saya/perangkat/keluar/", sessions.end_everywhere, name="keluar_semua"),
    path("akun-saya/perangkat/<int:session_id>/keluar/", sessions.end_one, name="keluar_satu"),
    path("huruf/", own.large_print, name="huruf"),
    path("akun-saya/", own.my_account, name="akun_saya"),
    path("akun-saya/sandi/", own.my_password, name="sandi_saya"),
    path("akun-saya/nomor/", own.my_phone, name="nomor_saya"),
]
