from django.urls import path

from pendopo.web.target import views

urlpatterns = [
    path("", views.overview, name="halaman"),
    path("tetapkan/", views.set_new, name="tetapkan"),
    path("periode/<int:round_id>/batal/", views.cancel, name="batal"),
    path("<int:target_id>/ubah/", views.change, name="ubah"),
    path("<int:target_id>/jawab/", views.answer, name="jawab"),
]
