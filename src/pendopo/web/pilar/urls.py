from django.urls import path

from pendopo.web.pilar import views

urlpatterns = [
    path("", views.members_page, name="daftar"),
    path("baru", views.register_page, name="baru"),
    path("orang/<int:person_id>", views.start_page, name="tambah"),
    path("<int:pillar_id>/betulkan", views.correct_page, name="betulkan"),
    path("<int:pillar_id>/akhiri", views.end_page, name="akhiri"),
    path("<int:pillar_id>/lanjut", views.go_on_page, name="lanjut"),
    path("<int:pillar_id>/batalkan", views.cancel_page, name="batalkan"),
]
