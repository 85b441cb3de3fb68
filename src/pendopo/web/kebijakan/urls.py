from django.urls import path

from pendopo.web.kebijakan import boards, second_step, views

urlpatterns = [
    path("", views.listing, name="daftar"),
    path("tetapkan/", views.set_one, name="tetapkan"),
    path("<int:policy_id>/batal/", views.cancel, name="batal"),
    path("dua-langkah/", second_step.overview, name="dua_langkah"),
    path("dua-langkah/ubah/", second_step.change, name="ubah_dua_langkah"),
    path("pengurus/", boards.overview, name="pengurus"),
    path("pengurus/tetapkan/", boards.set_one, name="tetapkan_pengurus"),
    path("pengurus/susunan/", boards.plan, name="susunan"),
    path("pengurus/<int:board_policy_id>/batal/", boards.cancel, name="batal_pengurus"),
    path("susunan/<int:plan_id>/batal/", boards.cancel_plan, name="batal_susunan"),
    path("kemajuan/", views.progress, name="kemajuan"),
]
