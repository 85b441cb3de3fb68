"""In which order the steps of one board can have happened."""

from datetime import date

from django.utils.translation import gettext as _

from pendopo.roster.enums import TermStepKind
from pendopo.roster.models import BoardTerm, TermStep
from pendopo.shared.dates import format_date
from pendopo.shared.refusals import Conflict, Invalid

ORDER = (TermStepKind.PERSIAPAN, TermStepKind.MUSDA, TermStepKind.TERPILIH, TermStepKind.DIKUKUHKAN)


def live_steps(term: BoardTerm) -> dict[str, TermStep]:
    return {step.step: step for step in term.steps.filter(cancelled_at__isnull=True)}


def check_place(term: BoardTerm, kind: TermStepKind, on: date) -> None:
    """Is the day of a step possible beside the others? No board is installed that nobody elected."""
    steps = live_steps(term)
    if kind == TermStepKind.DIKUKUHKAN and TermStepKind.TERPILIH not in steps:
        raise Conflict(_("Pengurus ini belum tercatat terpilih. Catat hasil musda lebih dahulu."))
    place = ORDER.index(kind)
    for other in ORDER[:place]:
        if other in steps and on < steps[other].on:
            raise Invalid(fields={"on": _before(kind, other, steps[other].on)})
    for other in ORDER[place + 1 :]:
        if other in steps and on > steps[other].on:
            raise Invalid(fields={"on": _after(kind, other, steps[other].on)})


def check_removal(term: BoardTerm, kind: TermStepKind) -> None:
    """A step on which later ones stand is not taken away from under them."""
    later = [k for k in ORDER[ORDER.index(kind) + 1 :] if k in live_steps(term)]
    if kind in (TermStepKind.PERSIAPAN, TermStepKind.TERPILIH) and later:
        words = {"step": kind.label, "later": TermStepKind(later[-1]).label}
        raise Conflict(_("Batalkan dahulu langkah “%(later)s”, baru “%(step)s”.") % words)
    if kind == TermStepKind.PERSIAPAN:
        raise Conflict(_("Ini langkah pertama. Bila seluruhnya salah catat, batalkan kepengurusannya."))


def _before(kind: TermStepKind, other: TermStepKind, day: date) -> str:
    words = {"step": kind.label.capitalize(), "other": other.label, "day": format_date(day)}
    return _("“%(step)s” tidak mungkin sebelum “%(other)s”, %(day)s.") % words


def _after(kind: TermStepKind, other: TermStepKind, day: date) -> str:
    words = {"step": kind.label.capitalize(), "other": other.label, "day": format_date(day)}
    return _("“%(step)s” tidak mungkin sesudah “%(other)s”, %(day)s.") % words
