from django.apps import AppConfig


class WilayahConfig(AppConfig):
    name = "pendopo.wilayah"
    default_auto_field = "django.db.models.BigAutoField"
