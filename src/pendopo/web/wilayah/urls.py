from django.urls import path

from pendopo.web.wilayah import changing, views

urlpatterns = [
    path("cari", views.options, name="cari"),
    path("cari/", views.options),
    path("perubahan/", changing.listing, name="perubahan"),
    path("perubahan/nama/", changing.rename, name="nama"),
    path("perubahan/pindah/", changing.move, name="pindah"),
    path("perubahan/mekar/", changing.split, name="mekar"),
    path("perubahan/gabung/", changing.merge, name="gabung"),
]
