from django.urls import path

from pendopo.web.pindah import views

urlpatterns = [
    path("", views.moves_page, name="daftar"),
    path("<int:request_id>/jawab", views.answer_page, name="jawab"),
]
