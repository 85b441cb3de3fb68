from django.urls import path

from pendopo.web.sk import deeds, views, writing

urlpatterns = [
    path("", views.sk_page, name="daftar"),
    path("baru", writing.new_page, name="baru"),
    path("<int:sk_id>/", views.one_page, name="satu"),
    path("<int:sk_id>/pindaian", views.scan_page, name="pindaian"),
    path("<int:sk_id>/betulkan", writing.correct_page, name="betulkan"),
    path("<int:sk_id>/unggah", deeds.scan_page, name="unggah"),
    path("<int:sk_id>/periksa", deeds.verify_page, name="periksa"),
    path("<int:sk_id>/tarik-pemeriksaan", deeds.withdraw_page, name="tarik"),
    path("<int:sk_id>/cabut", deeds.revoke_page, name="cabut"),
    path("<int:sk_id>/batal-cabut", deeds.unrevoke_page, name="batal_cabut"),
    path("<int:sk_id>/batalkan", deeds.annul_page, name="batalkan"),
]
