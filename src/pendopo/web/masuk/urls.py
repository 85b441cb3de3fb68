from django.urls import path

from pendopo.web.masuk import own, views

urlpatterns = [
    path("masuk/", views.login_page, name="masuk"),
    path("keluar/", views.logout_page, name="keluar"),
    path("peran/", views.hat, name="peran"),
    path("sandi/", views.first_password, name="sandi"),
    path("huruf/", own.large_print, name="huruf"),
    path("akun-saya/", own.my_account, name="akun_saya"),
    path("akun-saya/sandi/", own.my_password, name="sandi_saya"),
    path("akun-saya/nomor/", own.my_phone, name="nomor_saya"),
]
