from django.apps import AppConfig


class CodelistsConfig(AppConfig):
    name = "pendopo.codelists"
    default_auto_field = "django.db.models.BigAutoField"
