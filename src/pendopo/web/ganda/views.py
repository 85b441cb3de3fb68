"""Records that may be one human: a person compares and decides."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.access.policy import Permission
from pendopo.legality.queries import Verdict, standing_of
from pendopo.processes.imports.queries import imports_with_twins
from pendopo.processes.merging.commands import merge_people
from pendopo.processes.merging.queries import clashes_between
from pendopo.roster.commands import keep_apart
from pendopo.roster.models import LikelyDuplicate, Person, PsmPosting
from pendopo.roster.nik_store import Number
from pendopo.roster.queries import duplicate, likely_duplicates
from pendopo.shared.dates import format_date
from pendopo.shared.phones import format_phone
from pendopo.shared.refusals import Refusal
from pendopo.web.door import Visit, page
from pendopo.web.psm.facts import masked, number_label, numbers

WHY = {
    "nama_dan_lahir": gettext_lazy("nama mirip dan tanggal lahir sama"),
    "nik_mirip": gettext_lazy("NIK hampir sama"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One fact of both records, side by side."""

    name: str
    label: str
    left: str
    right: str

    @property
    def differs(self) -> bool:
        return self.left != self.right


@dataclass(frozen=True, slots=True)
class Choice:
    """Two postings of which only one can be hers; `name` is that of the question."""

    name: str
    sides: tuple[PsmPosting, PsmPosting]


@page(Permission.PERSON_MERGE)
def pairs_page(visit: Visit) -> HttpResponse:
    rows = likely_duplicates(visit.actor).filter(place_path__startswith=visit.place.path)
    found = Paginator(rows, 25).get_page(visit.request.GET.get("hal"))
    imports = imports_with_twins(visit.actor, visit.place)
    return visit.show("ganda/daftar.html", found=found, imports=imports, why=WHY, frame_query=visit.query)


@page(Permission.PERSON_MERGE)
def pair_page(visit: Visit, pair_id: int) -> HttpResponse:
    return _show(visit, duplicate(visit.actor, pair_id))


@page(Permission.PERSON_MERGE)
def same_page(visit: Visit, pair_id: int) -> HttpResponse:
    """One person: which record stays, and which facts come from the other."""
    pair = duplicate(visit.actor, pair_id)
    asked = visit.request.POST
    if visit.request.method != "POST" or asked.get("simpan") not in ("kiri", "kanan"):
        return redirect(f"{reverse('ganda:satu', args=[pair.pk])}?{visit.query}")
    keeps_left = asked["simpan"] == "kiri"
    keeper, other = (pair.left, pair.right) if keeps_left else (pair.right, pair.left)
    side = "kanan" if keeps_left else "kiri"
    take = [row.name for row in _rows(pair) if asked.get(f"pakai_{row.name}") == side]
    try:
        versions = (_version(asked, keeper), _version(asked, other))
        merge_people(visit.actor, keeper.pk, other.pk, take, versions, _given_up(pair, asked))
    except Refusal as refusal:
        return _show(visit, pair, wrong=refusal.sentence, status=409)
    messages.success(visit.request, _("Kedua data %(name)s sudah menjadi satu.") % {"name": keeper.full_name})
    return redirect(f"{reverse('psm:orang', args=[keeper.pk])}?{visit.query}")


@page(Permission.PERSON_MERGE)
def apart_page(visit: Visit, pair_id: int) -> HttpResponse:
    pair = duplicate(visit.actor, pair_id)
    if visit.request.method == "POST":
        try:
            keep_apart(visit.actor, pair.pk)
        except Refusal as refusal:
            return _show(visit, pair, wrong=refusal.sentence, status=409)
        messages.success(visit.request, _("Dicatat sebagai dua orang yang berbeda."))
    return redirect(f"{reverse('ganda:daftar')}?{visit.query}")


def _choices(pair: LikelyDuplicate) -> list[Choice]:
    found = clashes_between(pair.left, pair.right)
    return [Choice(f"benar_{c.one.pk}_{c.two.pk}", (c.one, c.two)) for c in found]


def _given_up(pair: LikelyDuplicate, asked: dict[str, str]) -> set[int]:
    """Of each clash the posting that was not chosen; where nothing was chosen, none: the command then asks."""
    gone: set[int] = set()
    for choice in _choices(pair):
        chosen = asked.get(choice.name, "")
        if chosen in {str(post.pk) for post in choice.sides}:
            gone |= {post.pk for post in choice.sides if str(post.pk) != chosen}
    return gone


def _version(asked: dict[str, str], human: Person) -> int:
    text = asked.get(f"versi_{human.pk}", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else human.version


def _show(visit: Visit, pair: LikelyDuplicate, *, wrong: str = "", status: int = 200) -> HttpResponse:
    sides = [(human, standing_of(visit.actor, human, visit.on)) for human in (pair.left, pair.right)]
    return visit.show(
        "ganda/satu.html",
        status,
        pair=pair,
        rows=_rows(pair),
        clashes=() if pair.decided_at else _choices(pair),
        sides=sides,
        suggested=_suggested(sides),
        why=WHY.get(pair.why, pair.why),
        wrong=wrong,
        frame_query=visit.query,
    )


def _suggested(sides: list[tuple[Person, tuple[Verdict, ...]]]) -> str:
    """The record that knows more: a sure NIK, papers, then the older one."""
    known = [(h.nik_state == "sure", sum(len(v.papers) for v in verdicts), -h.pk) for h, verdicts in sides]
    return "kiri" if known[0] >= known[1] else "kanan"


def _rows(pair: LikelyDuplicate) -> list[Row]:
    left, right = _facts(pair.left), _facts(pair.right)
    left |= {"photo": (_("Foto"), _("foto pertama") if pair.left.photo else "")}
    if pair.right.photo != pair.left.photo:
        right |= {"photo": (_("Foto"), _("foto kedua") if pair.right.photo else "")}
    else:
        right |= {"photo": left["photo"]}
    rows = [Row(name, str(left[name][0]), left[name][1], right[name][1]) for name in left]
    optional = _more(pair.left).keys()
    return [row for row in rows if row.name not in optional or row.left or row.right]


def _facts(human: Person) -> dict[str, tuple[str, str]]:
    born = ", ".join(filter(None, [human.birth_place, format_date(human.birth_on) if human.birth_on else ""]))
    nik = f"{masked(human)} ({human.get_nik_state_display()})" if human.nik_sealed else ""
    return {
        "name": (_("Nama"), human.full_name),
        "nik": (_("NIK"), nik),
        "birth": (_("Lahir"), born),
        "sex": (_("Jenis kelamin"), human.get_sex_display() if human.sex else ""),
        "address": (_("Alamat"), human.address),
        "phone": (_("Nomor HP"), format_phone(human.phone)),
        "died_on": (_("Meninggal"), format_date(human.died_on) if human.died_on else ""),
    } | _more(human)


def _more(human: Person) -> dict[str, tuple[str, str]]:
    """What may stay empty; a row is shown where one of the two has it."""
    shown = {n.which: n.masked for n in numbers(human)}
    return {
        "photo": (_("Foto"), ""),
        **{str(which): (number_label(which), shown.get(which, "")) for which in Number},
        "education": (_("Pendidikan"), human.get_education_display() if human.education else ""),
        "job": (_("Pekerjaan"), human.job),
        "blood": (_("Golongan darah"), human.blood),
    }
