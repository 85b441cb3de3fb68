from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "pendopo.jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pendopo.jobs.tasks import register

        register()
