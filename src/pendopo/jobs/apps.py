from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "pendopo.jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pendopo.jobs import imports
        from pendopo.kernel.command import register_job

        register_job("import.save", imports.enqueue)
