"""One IPSM: its three verdicts, the path of its board, papers, seats, work, hand-over list, history."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.audit.queries import events_of_thing
from pendopo.legality.queries.board_story import TermStory, UnitStory, unit_story
from pendopo.roster.board_queries import one_term, unit_of
from pendopo.roster.enums import SeatKind, TermStepKind
from pendopo.shared.dates import format_date
from pendopo.shared.refusals import NotVisible
from pendopo.web.door import Visit, page
from pendopo.web.pengurus.deeds import unit_address
from pendopo.web.pengurus.next_step import next_step
from pendopo.web.pengurus.path import others, path_of, stretches


@page(Permission.UNIT_VIEW)
def unit_page(visit: Visit, unit_id: int) -> HttpResponse:
    story = unit_story(visit.actor, unit_id, visit.on)
    shown = _shown(story)
    coming = _coming(story, shown)
    writes = visit.actor.may(Permission.UNIT_WRITE)
    return visit.show(
        "pengurus/satu.html",
        story=story,
        unit=story.unit,
        verdict=story.verdict,
        shown=shown,
        path=path_of(story, shown) if shown else [],
        coming=coming,
        coming_path=path_of(story, coming) if coming else [],
        coming_open=coming is not None and _takes_over(story, coming),
        others=[t for t in others(story, shown) if t is not coming],
        stretches=stretches(story),
        next=next_step(visit, story),
        history=events_of_thing("ipsmunit", story.unit.pk, limit=60),
        may_write=writes,
        may_stop=visit.actor.may(Permission.UNIT_STOP)
        and (visit.actor.path != story.unit.place_path or story.unit.level == 0),
        may_verify=visit.actor.may(Permission.SK_VERIFY),
        share=share_text(visit, story),
        frame_query=visit.query,
        offices=(SeatKind.PEMBINA, SeatKind.PENGARAH),
    )


@page(Permission.UNIT_VIEW)
def at_place(visit: Visit) -> HttpResponse:
    """The unit of the place in the frame, or the list where there is none yet."""
    unit = unit_of(visit.actor, visit.place)
    if unit is None:
        return redirect(f"{reverse('pengurus:daftar')}?{visit.query}")
    return redirect(unit_address(visit, unit))


@page(Permission.UNIT_WRITE)
def next_page(visit: Visit, unit_id: int) -> HttpResponse:
    """The form of the step that comes next."""
    story = unit_story(visit.actor, unit_id, visit.on)
    step = next_step(visit, story)
    return redirect(step.url if step else unit_address(visit, story.unit))


@page(Permission.UNIT_VIEW)
def handover_page(visit: Visit, term_id: int) -> HttpResponse:
    """The hand-over list by itself, to be printed and signed."""
    term = one_term(visit.actor, term_id)
    story = unit_story(visit.actor, term.unit_id, visit.on)
    board = next((t for t in story.terms if t.term.pk == term.pk), None)
    if board is None:
        raise NotVisible
    place = story.terms.index(board)
    former = story.terms[place + 1] if place + 1 < len(story.terms) else None
    return visit.show(
        "pengurus/serah_terima.html", unit=story.unit, board=board, from_whom=_chair(former), to_whom=_chair(board),
        former=former, back=unit_address(visit, story.unit), frame_query=visit.query,
    )  # fmt: skip


def share_text(visit: Visit, story: UnitStory) -> str:
    """The three verdicts in a few lines; no name but the unit's."""
    verdict = story.verdict
    head = _("%(headline)s per %(day)s.") % {"headline": verdict.headline, "day": format_date(visit.on)}
    lines = [head, *verdict.reasons[:1], verdict.access_words]
    address = visit.request.build_absolute_uri(unit_address(visit, story.unit))
    return "\n".join([*lines, address])


def _shown(story: UnitStory) -> TermStory | None:
    """The board the verdict is about; before there is one, the newest."""
    return story.current or (story.terms[0] if story.terms else None)


def _coming(story: UnitStory, shown: TermStory | None) -> TermStory | None:
    """A newer board on its way beside the one in office."""
    newest = story.terms[0] if story.terms else None
    return newest if newest and shown and newest.term.pk != shown.term.pk else None


def _takes_over(story: UnitStory, coming: TermStory) -> bool:
    """Nobody is in office and the next board is elected: its names are what one looks for."""
    elected = any(step.step == TermStepKind.TERPILIH for step in coming.steps)
    return elected and story.verdict.standing not in ("sah", "segera")


def _chair(board: TermStory | None) -> str:
    """Whoever chairs the board, or chaired it last."""
    seat = next((s for s in board.seats if s.seat.kind == SeatKind.KETUA), None) if board else None
    holder = (seat.holder or next(iter(seat.history), None)) if seat else None
    return (holder.person.full_name if holder.person else holder.name) if holder else ""
