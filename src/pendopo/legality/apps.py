from django.apps import AppConfig


class LegalityConfig(AppConfig):
    name = "pendopo.legality"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pendopo.kernel.command import register_rejudge
        from pendopo.legality.timelines import rejudge

        register_rejudge(rejudge)
