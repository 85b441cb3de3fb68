"""One word for each standing, as tags and workbooks show it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STANDING_WORDS: dict[str, str | Promise] = {
    "sah": _("Sah"),
    "segera": _("Segera berakhir"),
    "habis": _("Habis"),
    "gugur": _("Gugur"),
    "belum_ber_sk": _("Belum ber-SK"),
    "belum_dapat_dinilai": _("Belum dapat dinilai"),
}
NOT_JUDGED = _("Belum dinilai")
