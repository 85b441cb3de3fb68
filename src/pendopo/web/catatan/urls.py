from django.urls import path

from pendopo.web.catatan import views

urlpatterns = [path("", views.listing, name="daftar")]
