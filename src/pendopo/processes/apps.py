from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    name = "pendopo.processes"
    default_auto_field = "django.db.models.BigAutoField"
