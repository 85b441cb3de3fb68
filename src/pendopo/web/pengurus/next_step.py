"""Which step an IPSM takes next, and the page where it is taken."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.legality.queries.board_papers import papers_stand
from pendopo.legality.queries.board_story import TermStory, UnitStory
from pendopo.roster.enums import StopKind, TermStepKind
from pendopo.shared.dates import format_date
from pendopo.web.door import Visit


@dataclass(frozen=True, slots=True)
class Next:
    title: str
    note: str
    url: str
    act: str
    also: tuple[str, str] | None = None
    """Another way on, as address and words."""


def next_step(visit: Visit, story: UnitStory) -> Next | None:
    """The one thing to do now; None where all is well, or another office must act."""
    stop = next((s for s in story.stops if s.until is None), None)
    if stop:
        if not visit.actor.may(Permission.UNIT_STOP) or visit.actor.path == story.unit.place_path:
            return None
        note = _("Bila sebabnya sudah selesai.")
        if stop.kind == StopKind.BUBAR:
            note = _("Bila IPSM ini akan dibentuk lagi.")
        return Next(_("Akhiri keputusan"), note, _to(visit, "cabut", stop.pk), _("Akhiri keputusan"))
    if not visit.actor.may(Permission.UNIT_WRITE):
        return None
    newest = story.terms[0] if story.terms else None
    if newest is None:
        return _renew(visit, story, _("Mulai pembentukan"), _("Catat kapan panitia mulai menyiapkan musda."))
    return _forming(visit, newest) or _yet_to_begin(visit, story, newest) or _standing(visit, story, newest)


def _forming(visit: Visit, newest: TermStory) -> Next | None:
    """The board that is on its way."""
    steps = {step.step for step in newest.steps}
    papers = papers_stand(newest.term)
    pk = newest.term.pk
    if steps and TermStepKind.TERPILIH not in steps and not papers:
        if TermStepKind.MUSDA in steps:
            note = _("Sesudah musda: siapa ketua, sekretaris, dan bendaharanya.")
            return Next(
                _("Catat pengurus terpilih"), note, _to(visit, "terpilih", pk), _("Catat hasil musda")
            )
        note = _("Kapan musda diadakan?")
        return Next(_("Jadwalkan musda"), note, _to(visit, "musda", pk), _("Jadwalkan musda"))
    if not papers:
        note = _("Mintakan SK kepada pejabat yang berwenang, lalu catat di sini dengan pindaiannya.")
        return Next(_("Catat SK pengurus"), note, _to(visit, "sk", pk), _("Catat SK"))
    return None


def _yet_to_begin(visit: Visit, story: UnitStory, newest: TermStory) -> Next | None:
    """The next board holds its SK and waits for the first day of it: nothing is to be prepared once more."""
    if story.current and story.current.term.pk == newest.term.pk:
        return None
    first = next((s for s in story.segments if s.sk and s.term_id == newest.term.pk), None)
    if first is None or first.sk is None or first.period.lower <= story.on:
        return None
    words = {"number": first.sk.number, "day": format_date(first.period.lower)}
    note = _("SK %(number)s berlaku mulai %(day)s; hari itu pengurus baru menggantikan yang lama.") % words
    title = _("Tunggu SK kepengurusan berikutnya berlaku")
    return Next(title, note, _to(visit, "satu", first.sk.pk, "sk"), _("Lihat SK"))


def _standing(visit: Visit, story: UnitStory, newest: TermStory) -> Next | None:
    """A board with an SK: mend it, install it, renew it, or show that it works."""
    verdict, pk = story.verdict, newest.term.pk
    steps = {step.step for step in newest.steps}
    if verdict.standing == "belum_dapat_dinilai" and verdict.sk_id:
        note = verdict.reasons[0] if verdict.reasons else ""
        return Next(_("Lengkapi SK"), note, _to(visit, "betulkan_sk", verdict.sk_id), _("Lengkapi SK"))
    if verdict.standing == "gugur":
        note = verdict.todo[0] if verdict.todo else ""
        mend = (_to(visit, "betulkan_sk", verdict.sk_id), _("Betulkan catatannya")) if verdict.sk_id else None
        return Next(_("Catat SK yang baru"), note, _to(visit, "sk", pk), _("Catat SK"), mend)
    if verdict.standing in ("habis", "segera"):
        note = verdict.reasons[0] if verdict.standing == "habis" else verdict.how_long
        return _renew(visit, story, _("Siapkan kepengurusan berikutnya"), note)
    if TermStepKind.TERPILIH in steps and TermStepKind.DIKUKUHKAN not in steps:
        note = _("Kapan pengurus dikukuhkan, dan oleh siapa?")
        return Next(_("Catat pengukuhan"), note, _to(visit, "dikukuhkan", pk), _("Catat pengukuhan"))
    if verdict.standing == "sah" and not verdict.active:
        note = verdict.idle[0] if verdict.idle else ""
        url = _to(visit, "kegiatan", story.unit.pk)
        return Next(_("Catat rapat atau laporan"), note, url, _("Catat kegiatan"))
    return None


def _renew(visit: Visit, story: UnitStory, title: str, note: str) -> Next:
    url = f"{reverse('pengurus:mulai')}?wilayah={story.unit.wilayah.code}"
    return Next(title, note, url, _("Mulai persiapan"))


def _to(visit: Visit, name: str, pk: int, area: str = "pengurus") -> str:
    return f"{reverse(f'{area}:{name}', args=[pk])}?{visit.query}"
