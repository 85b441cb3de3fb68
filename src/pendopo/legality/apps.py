from django.apps import AppConfig


class LegalityConfig(AppConfig):
    name = "pendopo.legality"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pendopo.kernel.command import register_rejudge, register_rejudge_units
        from pendopo.legality.board_timelines import rejudge_units
        from pendopo.legality.timelines import rejudge

        register_rejudge(rejudge)
        register_rejudge_units(rejudge_units)
