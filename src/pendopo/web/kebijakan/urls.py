from django.urls import path

from pendopo.web.kebijakan import second_step, views

urlpatterns = [
    path("", views.listing, name="daftar"),
    path("tetapkan/", views.set_one, name="tetapkan"),
    path("<int:policy_id>/batal/", views.cancel, name="batal"),
    path("dua-langkah/", second_step.overview, name="dua_langkah"),
    path("dua-langkah/ubah/", second_step.change, name="ubah_dua_langkah"),
    path("kemajuan/", views.progress, name="kemajuan"),
]
