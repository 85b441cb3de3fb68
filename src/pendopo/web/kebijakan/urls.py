from django.urls import path

from pendopo.web.kebijakan import views

urlpatterns = [
    path("", views.listing, name="daftar"),
    path("tetapkan/", views.set_one, name="tetapkan"),
    path("<int:policy_id>/batal/", views.cancel, name="batal"),
    path("kemajuan/", views.progress, name="kemajuan"),
]
