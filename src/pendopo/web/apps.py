from django.apps import AppConfig
from django.forms import Field
from django.utils.translation import gettext_lazy


class WebConfig(AppConfig):
    name = "pendopo.web"
    label = "web"

    def ready(self) -> None:
        # Django's own Indonesian speaks of a "bidang", a word that no letter of an office uses for a blank.
        Field.default_error_messages["required"] = gettext_lazy("Belum diisi.")
