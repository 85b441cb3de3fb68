from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.insights.stage_phrases import HEADINGS
from pendopo.insights.target_queries import target_table
from pendopo.shared.dates import format_date
from pendopo.shared.numbers import format_number
from pendopo.shared.refusals import Invalid, NotAllowed, NotVisible, Refusal
from pendopo.targets.commands import answer_target, cancel_round, change_target, set_round, stage_values
from pendopo.targets.models import TargetRound
from pendopo.targets.queries import own_target, round_on, rounds_of
from pendopo.web.door import Visit, page
from pendopo.web.konsolidasi.todo import link
from pendopo.web.methods import posted, sent
from pendopo.web.refusal_form import tell
from pendopo.web.target.forms import RoundForm, StagesForm
from pendopo.web.target.rows import Line, lines_of
from pendopo.wilayah.enums import Level


@page(Permission.FIGURES_VIEW, anywhere=True)
def overview(visit: Visit) -> HttpResponse:
    """All kab/kota of the province; for a kab/kota its own card first, the next step on top."""
    rounds = rounds_of(visit.actor, visit.place)
    chosen = _chosen(visit, rounds)
    lines = lines_of(visit, target_table(visit.actor, chosen, visit.on)) if chosen else []
    own = _own(visit, lines)
    return visit.show(
        "target/halaman.html",
        rounds=rounds,
        chosen=chosen,
        lines=sorted(lines, key=lambda line: (line.row.reached - len(line.row.stages), line.row.place.code)),
        own=own,
        opening=_opening(chosen, lines, own) if chosen else "",
        headings=list(HEADINGS.values()),
        may_set=_may_set(visit),
        may_answer=visit.actor.may(Permission.TARGET_ANSWER),
        national=visit.place.level == Level.COUNTRY,
    )


@page(Permission.TARGET_SET)
def set_new(visit: Visit) -> HttpResponseBase:
    if visit.place.level != Level.PROVINCE:
        raise Invalid(_("Target ditetapkan untuk satu provinsi. Pilih provinsinya dahulu."))
    initial = {"starts_on": visit.actor.today, "board": True, "valid_percent": 80, "checked_percent": 60,
               "covered_percent": 90}  # fmt: skip
    form = RoundForm(sent(visit.request), initial=initial)
    if visit.request.method == "POST" and form.is_valid():
        try:
            made = set_round(visit.actor, visit.place.pk, form.draft())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(visit.request, _("Target ditetapkan. Kabupaten/kota kini dapat menjawab."))
            return redirect(_page(visit, made.pk))
    return visit.show("target/tetapkan.html", form=form)


@page(Permission.TARGET_SET)
def change(visit: Visit, target_id: int) -> HttpResponseBase:
    target = own_target(visit.actor, target_id, Permission.TARGET_SET)
    if len(visit.actor.path) > Level.PROVINCE.path_length:
        raise NotAllowed(_("Target diubah oleh provinsi. Kabupaten/kota menjawabnya."))
    form = StagesForm(sent(visit.request), initial=stage_values(target))
    if visit.request.method == "POST" and form.is_valid():
        try:
            change_target(visit.actor, target.pk, _version(visit), form.stages())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(visit.request, _("Target diubah. Kabupaten/kota diminta menjawab lagi."))
            return redirect(_page(visit, target.round_id))
    return visit.show("target/ubah.html", form=form, target=target)


@page(Permission.TARGET_ANSWER)
@posted
def answer(visit: Visit, target_id: int) -> HttpResponseBase:
    target = own_target(visit.actor, target_id, Permission.TARGET_ANSWER)
    agreed = visit.request.POST.get("setuju") == "ya"
    try:
        answer_target(visit.actor, target.pk, _version(visit), agreed, visit.request.POST.get("alasan", ""))
    except Refusal as refusal:
        messages.error(visit.request, refusal.sentence)
    else:
        messages.success(visit.request, _("Jawaban tercatat."))
    return redirect(f"{_page(visit, target.round_id)}&wilayah={target.regency.code}")


@page(Permission.TARGET_SET)
@posted
def cancel(visit: Visit, round_id: int) -> HttpResponseBase:
    cancel_round(visit.actor, round_id)
    messages.success(visit.request, _("Target dibatalkan."))
    return redirect(f"{reverse('target:halaman')}?{visit.query}")


def _chosen(visit: Visit, rounds: list[TargetRound]) -> TargetRound | None:
    asked = visit.request.GET.get("periode", "")
    if not asked:
        coming = min(rounds, key=lambda r: (r.starts_on, r.pk), default=None)
        return round_on(rounds, visit.on) or coming  # one not yet begun can be answered already
    found = next((r for r in rounds if str(r.pk) == asked), None)
    if found is None:
        raise NotVisible(_("Target itu tidak ada atau sudah dibatalkan."))
    return found


def _own(visit: Visit, lines: list[Line]) -> Line | None:
    """The kab/kota of the frame, if the page is about one."""
    code = visit.place.path[: Level.REGENCY.path_length]
    return next((line for line in lines if line.row.place.path == code), None)


def _opening(chosen: TargetRound, lines: list[Line], own: Line | None) -> str:
    day = format_date(chosen.due_on)
    if own:
        words = {"place": own.row.place.name, "n": own.row.reached, "all": len(own.row.stages), "day": day}
        return _("%(place)s sudah mencapai %(n)s dari %(all)s target sampai %(day)s.") % words
    done = sum(line.row.reached == len(line.row.stages) for line in lines)
    words = {"n": format_number(done), "all": format_number(len(lines)), "day": day}
    return _("%(n)s dari %(all)s kabupaten/kota sudah mencapai semua target sampai %(day)s.") % words


def _may_set(visit: Visit) -> str:
    at_province = visit.place.level == Level.PROVINCE and visit.actor.reaches(visit.place.path)
    return link(visit, "target:tetapkan", Permission.TARGET_SET) if at_province else ""


def _page(visit: Visit, round_id: int) -> str:
    return f"{reverse('target:halaman')}?{visit.query}&periode={round_id}"


def _version(visit: Visit) -> int:
    given: Any = visit.request.POST.get("versi", "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0
