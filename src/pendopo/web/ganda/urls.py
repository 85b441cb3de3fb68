from django.urls import path

from pendopo.web.ganda import parting, views

urlpatterns = [
    path("", views.pairs_page, name="daftar"),
    path("gabungan/<int:merge_id>/", parting.parting_page, name="gabungan"),
    path("<int:pair_id>/", views.pair_page, name="satu"),
    path("<int:pair_id>/sama", views.same_page, name="sama"),
    path("<int:pair_id>/berbeda", views.apart_page, name="berbeda"),
]
