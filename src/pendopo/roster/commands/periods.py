from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from pendopo.roster.models import PsmPosting
from pendopo.shared.dates import format_date
from pendopo.shared.refusals import Conflict


def refuse_overlap(person_id: int, starts_on: date, until: date | None, but: int | None = None) -> None:
    """One human is PSM of one village at a time; the database holds it too, this says it in words."""
    others = PsmPosting.objects.filter(person_id=person_id, cancelled_at__isnull=True).exclude(pk=but or 0)
    others = others.filter(Q(until__isnull=True) | Q(until__gte=starts_on))
    if until:
        others = others.filter(starts_on__lte=until)
    other = others.select_related("village").first()
    if other:
        raise Conflict(
            _(
                "Orang ini masih tercatat sebagai PSM %(village)s sejak %(since)s. Akhiri tugas itu lebih dahulu."
            )
            % {"village": other.village, "since": format_date(other.starts_on)}
        )


def refuse_cancelled(posting: PsmPosting) -> None:
    if posting.cancelled_at:
        raise Conflict(_("Penugasan ini sudah dibatalkan."))
