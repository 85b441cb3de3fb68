"""Sentences and words of boards among the figures."""

from django.utils.translation import gettext as _

from pendopo.insights.boards import BoardsBelow, BoardState
from pendopo.insights.phrases import BELOW
from pendopo.legality.enums import STOPPED, FormationStep, StandingChoice
from pendopo.shared.dates import format_date
from pendopo.shared.numbers import format_number
from pendopo.wilayah.enums import Level

_LOST = {
    StandingChoice.HABIS: "habis",
    StandingChoice.GUGUR: "gugur",
    StandingChoice.BELUM_DAPAT_DINILAI: "belum dapat dinilai",
}


def board_opening(found: BoardsBelow, level: Level, name: str) -> tuple[str, str]:
    """(plain, strong): what the chair reads first, and what is worst of it. Empty where nothing is to be said."""
    if level > Level.PROVINCE:
        return own_sentence(found.own, name) if level == Level.REGENCY else "", ""
    total = found.total
    words = {
        "n": format_number(total.legal),
        "all": format_number(total.places),
        "word": str(BELOW[Level.PROVINCE]),
    }
    if total.legal == total.places:
        return _("Semua %(all)s %(word)s punya pengurus IPSM yang sah.") % words, ""
    plain = _("%(n)s dari %(all)s %(word)s punya pengurus IPSM yang sah.") % words
    return plain, _missing(found)


def _missing(found: BoardsBelow) -> str:
    total = found.total
    parts = [
        (total.none, _("%(n)s belum terbentuk")),
        (total.coming, _("%(n)s sedang dibentuk")),
        (total.lost, _("%(n)s tidak lagi sah")),
    ]
    told = [words % {"n": format_number(n)} for n, words in parts if n]
    return _(" dan ").join(filter(None, (", ".join(told[:-1]), told[-1]))) + "." if told else ""


def own_sentence(state: BoardState | None, name: str) -> str:
    """The board of the place itself, in one sentence."""
    words = {"name": name}
    if state is None:
        return _("Pengurus IPSM %(name)s belum terbentuk.") % words
    if state.legal:
        words["day"] = format_date(state.ends_on) if state.ends_on else ""
        said = (
            _("Pengurus IPSM %(name)s sah sampai %(day)s")
            if state.ends_on
            else _("Pengurus IPSM %(name)s sah")
        )
        rest = _(" dan aktif.") if state.active else _(", tetapi belum aktif.")
        return said % words + rest
    words["how"] = board_word(state)
    return _("Pengurus IPSM %(name)s belum sah: %(how)s.") % words


def board_word(state: BoardState | None) -> str:
    """ "habis", "terpilih", "belum terbentuk": how a board stands that is not legal."""
    if state is None:
        return str(FormationStep.BELUM.label)
    if state.step in STOPPED:
        return str(FormationStep(state.step).label)
    if state.standing == StandingChoice.BELUM_BER_SK:
        return str(FormationStep(state.step).label)
    return _("SK %(how)s") % {"how": _LOST.get(StandingChoice(state.standing), "")}


def figure_note(found: BoardsBelow) -> str:
    """ "2 berakhir < 90 hari · 3 tidak lagi sah · 4 belum ada"."""
    total = found.total
    parts = (
        (total.soon, _("%(n)s berakhir dalam 90 hari")),
        (total.lost, _("%(n)s tidak lagi sah")),
        (total.coming, _("%(n)s sedang dibentuk")),
        (total.none, _("%(n)s belum terbentuk")),
    )
    told = " · ".join(words % {"n": format_number(n)} for n, words in parts if n)
    return told or _("semuanya sah")
