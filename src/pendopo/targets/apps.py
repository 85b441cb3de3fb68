from django.apps import AppConfig


class TargetsConfig(AppConfig):
    name = "pendopo.targets"
    default_auto_field = "django.db.models.BigAutoField"
