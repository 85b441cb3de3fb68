"""What needs doing on a list of boards, the most pressing first, each with the button of its next step."""

from collections.abc import Callable, Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.access.policy import Permission
from pendopo.legality.enums import STOPPED, FormationStep
from pendopo.legality.queries.boards import BoardLine
from pendopo.shared.dates import format_date
from pendopo.shared.numbers import format_number
from pendopo.web.door import Visit
from pendopo.web.item import Item

MOST = 7

_NEXT: dict[str, tuple[object, object]] = {
    FormationStep.PERSIAPAN: (gettext_lazy("pengurus berikutnya sedang dipersiapkan"), gettext_lazy("Jadwalkan musda")),
    FormationStep.MUSDA: (gettext_lazy("musda pengurus berikutnya dijadwalkan"), gettext_lazy("Catat hasil")),
    FormationStep.TERPILIH: (gettext_lazy("pengurus berikutnya terpilih, belum ber-SK"), gettext_lazy("Catat SK")),
    FormationStep.BER_SK: (gettext_lazy("SK pengurus berikutnya belum mulai berlaku"), gettext_lazy("Lihat SK")),
}  # fmt: skip
"""What the list says of a board that follows one in office, expired or without a valid SK, and what it does next."""

_KINDS: tuple[tuple[Callable[[BoardLine], bool], object, object], ...] = (
    (lambda b: b.standing == "habis", gettext_lazy("masa bakti habis"), gettext_lazy("Siapkan musda")),
    (lambda b: b.standing == "gugur" and b.step not in STOPPED,
     gettext_lazy("SK gugur"), gettext_lazy("Catat SK")),
    (lambda b: b.step == FormationStep.TERPILIH and not b.legal,
     gettext_lazy("terpilih, belum ber-SK"), gettext_lazy("Catat SK")),
    (lambda b: b.standing == "belum_dapat_dinilai", gettext_lazy("SK belum lengkap"), gettext_lazy("Lengkapi SK")),
    (lambda b: b.legal and b.soon, gettext_lazy("segera berakhir"), gettext_lazy("Siapkan musda")),
    (lambda b: _followed(b), "", ""),
    (lambda b: b.step == FormationStep.MUSDA and not b.legal,
     gettext_lazy("musda dijadwalkan"), gettext_lazy("Catat hasil")),
    (lambda b: b.step == FormationStep.PERSIAPAN and not b.legal and b.standing != "habis",
     gettext_lazy("sedang dipersiapkan"), gettext_lazy("Jadwalkan musda")),
    (lambda b: not b.standing, gettext_lazy("belum terbentuk"), gettext_lazy("Mulai bentuk")),
    (lambda b: b.legal and b.step == FormationStep.BER_SK,
     gettext_lazy("belum dikukuhkan"), gettext_lazy("Catat pengukuhan")),
    (lambda b: b.legal and not b.active, gettext_lazy("sah, tetapi tidak aktif"), gettext_lazy("Catat kegiatan")),
)  # fmt: skip


def todo_of(visit: Visit, lines: Iterable[BoardLine]) -> list[Item]:
    """At most `MOST`; only places in reach, since nobody mends a neighbour's gaps."""
    if not visit.actor.may(Permission.UNIT_WRITE):
        return []
    inside = [line for line in lines if line.inside]
    found = [
        Item(line.place, _note(line, str(word)), _url(visit, line), _act(line, str(act)))
        for holds, word, act in _KINDS
        for line in inside
        if holds(line)
    ]
    once = list({item.title: item for item in reversed(found)}.values())[::-1]
    ordered = sorted(once, key=found.index)
    return ordered[:MOST]


def _followed(line: BoardLine) -> bool:
    """Is the next board on its way? The step is that of the newest board, the verdict that of the one before."""
    if not line.legal and line.standing not in ("habis", "gugur"):
        return False
    if line.step == FormationStep.BER_SK:
        issued = line.verdict and (line.verdict.starts_on or line.verdict.signed_on)
        return bool(issued and line.step_since and line.step_since > issued)
    return line.step in _NEXT


def _act(line: BoardLine, act: str) -> str:
    return str(_NEXT[line.step][1]) if _followed(line) else act


def _note(line: BoardLine, word: str) -> str:
    following = str(_NEXT[line.step][0]) if _followed(line) else ""
    return _("; ").join(filter(None, (_own_note(line, word), following)))


def _own_note(line: BoardLine, word: str) -> str:
    if line.standing == "habis" and line.ends_on:
        return _("%(word)s %(day)s") % {"word": word, "day": format_date(line.ends_on)}
    if line.legal and line.soon and line.days_left is not None:
        return _("berakhir %(n)s hari lagi") % {"n": format_number(line.days_left)}
    if line.days_in_step is None or line.standing != "belum_ber_sk":
        return word
    return _("%(word)s, sudah %(n)s hari") % {"word": word, "n": format_number(line.days_in_step)}


def _url(visit: Visit, line: BoardLine) -> str:
    if line.unit_id and line.standing:
        return f"{reverse('pengurus:lanjut', args=[line.unit_id])}?{visit.query}"
    return f"{reverse('pengurus:mulai')}?wilayah={line.code}"
