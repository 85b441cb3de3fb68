"""The path of forming a board: preparation, musda set, elected, installed. "SK terbit" follows from the SK."""

from datetime import date

from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.kernel.command import Desk, command
from pendopo.roster.board_drafts import ElectionDraft, StartDraft, StepDraft
from pendopo.roster.board_plan import seats_of_plan
from pendopo.roster.board_records import holder_values, step_values, term_values
from pendopo.roster.commands.boards.order import check_place, live_steps
from pendopo.roster.commands.boards.rows import (
    changed_term,
    own_term,
    own_unit,
    person_of,
    refuse_stopped,
)  # fmt: skip
from pendopo.roster.commands.rows import refuse_future, save_next_version
from pendopo.roster.enums import SeatKind, TermStepKind
from pendopo.roster.models import BoardTerm, Holder, IpsmUnit, Seat, TermStep
from pendopo.shared.dates import format_date
from pendopo.shared.refusals import Conflict, Invalid
from pendopo.wilayah.models import Wilayah

_CORE = (SeatKind.KETUA, SeatKind.SEKRETARIS, SeatKind.BENDAHARA)


@command("unit.forming_started", Permission.UNIT_WRITE)
def start_forming(desk: Desk, wilayah_id: int, version: int, draft: StartDraft) -> BoardTerm:
    """A place begins to form its IPSM, or prepares the next board while the former still runs.

    `version` is the unit's, 0 where the place has none yet. The new board gets the seats of the nearest plan.
    """
    refuse_future(desk, on=draft.on)
    unit = _unit_of(desk, wilayah_id, version)
    refuse_stopped(unit, draft.on)
    _refuse_unfinished(unit, draft.on)
    term = BoardTerm.objects.create(
        unit=unit,
        place_path=unit.place_path,
        first_year=draft.first_year,
        last_year=draft.last_year,
        note=draft.note.strip(),
        created_at=desk.actor.at,
    )
    _write(desk, term, TermStepKind.PERSIAPAN, StepDraft(draft.on, draft.paper, draft.by_whom))
    Seat.objects.bulk_create(
        Seat(term=term, kind=s.kind, name=s.name, order=s.order, required=s.required)
        for s in seats_of_plan(unit.wilayah)
    )
    save_next_version(unit)
    desk.about(term, after=term_values(term))
    desk.about(unit, after={"board": term.pk})
    return term


@command("unit.musda_set", Permission.UNIT_WRITE)
def set_musda(desk: Desk, term_id: int, version: int, draft: StepDraft) -> TermStep:
    """The day of the musda is decided; the day itself may still come."""
    return _step(desk, term_id, version, TermStepKind.MUSDA, draft)


@command("unit.elected", Permission.UNIT_WRITE)
def record_election(desk: Desk, term_id: int, version: int, draft: ElectionDraft) -> TermStep:
    """A musda has elected the board: who sits where from that day on. Chair, secretary and treasurer at least."""
    term = _open_term(desk, term_id, version, TermStepKind.TERPILIH, draft.step)
    seats = {seat.pk: seat for seat in Seat.objects.filter(term=term, cancelled_at__isnull=True)}
    _refuse_gaps(seats, draft)
    step = _write(desk, term, TermStepKind.TERPILIH, draft.step)
    for seat_id, who in draft.elected.items():
        human = person_of(desk, who, draft.step.on, f"seat_{seat_id}")
        _refuse_second_seat(draft, seat_id)
        holder = Holder.objects.create(
            seat=seats[seat_id],
            place_path=term.place_path,
            person=human,
            name="" if human else who.name.strip(),
            contact="" if human else who.contact.strip(),
            starts_on=draft.step.on,
            paper=draft.step.paper.strip(),
        )
        desk.about(holder, after=holder_values(holder), person_id=holder.person_id)
    changed_term(desk, term)
    return step


@command("unit.installed", Permission.UNIT_WRITE)
def install(desk: Desk, term_id: int, version: int, draft: StepDraft) -> TermStep:
    """The elected board takes its office: when, by whom."""
    if not draft.by_whom.strip():
        raise Invalid(fields={"by_whom": _("Tulis siapa yang mengukuhkan, misalnya Bupati Malang.")})
    return _step(desk, term_id, version, TermStepKind.DIKUKUHKAN, draft)


def _unit_of(desk: Desk, wilayah_id: int, version: int) -> IpsmUnit:
    """The unit of the place, locked; made where the place has none. A cancelled one is taken up again."""
    place = Wilayah.objects.select_for_update().filter(pk=wilayah_id).first()
    if place is None:
        raise Invalid(_("Wilayah ini tidak ada."))
    desk.at(place)
    unit = IpsmUnit.objects.filter(wilayah=place).first()
    if unit is None and version == 0:
        unit = IpsmUnit.objects.create(
            wilayah=place, place_path=place.path, level=place.level, created_at=desk.actor.at
        )
        desk.touches_units([unit])
        return unit
    if unit is None or (version == 0 and unit.cancelled_at is None):
        raise Conflict(
            _("Pembentukan IPSM di sini baru saja dicatat orang lain. Muat ulang halaman untuk melihatnya.")
        )
    if unit.cancelled_at:
        unit.cancelled_at = None
        return own_unit_again(desk, unit)
    return own_unit(desk, unit.pk, version)


def own_unit_again(desk: Desk, unit: IpsmUnit) -> IpsmUnit:
    unit.save()
    return own_unit(desk, unit.pk)


def _refuse_unfinished(unit: IpsmUnit, on: date) -> None:
    """One board is formed at a time: the newest one must at least be elected, and before this one begins."""
    for term in unit.terms.filter(cancelled_at__isnull=True):
        steps = live_steps(term)
        begun, elected = steps.get(TermStepKind.PERSIAPAN), steps.get(TermStepKind.TERPILIH)
        done = elected or steps.get(TermStepKind.DIKUKUHKAN)
        if steps and done is None:
            raise Conflict(
                _("Kepengurusan baru sudah disiapkan sejak %(day)s. Lanjutkan yang itu.")
                % {"day": format_date((begun or steps[TermStepKind.MUSDA]).on)}
            )
        if done and on <= done.on:
            raise Invalid(
                fields={"on": _("Persiapan ini sebelum pemilihan kepengurusan yang sudah tercatat (%(day)s).")
                        % {"day": format_date(done.on)}}
            )  # fmt: skip


def _step(desk: Desk, term_id: int, version: int, kind: TermStepKind, draft: StepDraft) -> TermStep:
    term = _open_term(desk, term_id, version, kind, draft)
    step = _write(desk, term, kind, draft)
    changed_term(desk, term)
    return step


def _open_term(desk: Desk, term_id: int, version: int, kind: TermStepKind, draft: StepDraft) -> BoardTerm:
    term = own_term(desk, term_id)
    there = live_steps(term).get(kind)
    if there:
        raise Conflict(
            _("Langkah “%(step)s” sudah tercatat, %(day)s. Betulkan yang itu bila keliru.")
            % {"step": kind.label, "day": format_date(there.on)}
        )
    if term.version != version:
        raise Conflict(
            _("Data ini baru saja diubah orang lain. Muat ulang halaman, lalu ulangi perubahan Anda.")
        )
    refuse_future(desk, on=draft.on)
    refuse_stopped(term.unit, draft.on)
    check_place(term, kind, draft.on)
    return term


def _write(desk: Desk, term: BoardTerm, kind: TermStepKind, draft: StepDraft) -> TermStep:
    step = TermStep.objects.create(
        term=term,
        step=kind,
        on=draft.on,
        planned_on=draft.planned_on if kind == TermStepKind.MUSDA else None,
        paper=draft.paper.strip(),
        by_whom=draft.by_whom.strip(),
        note=draft.note.strip(),
        recorded_at=desk.actor.at,
        recorded_by=desk.actor.name,
    )
    desk.about(step, after=step_values(step))
    return step


def _refuse_gaps(seats: dict[int, Seat], draft: ElectionDraft) -> None:
    """Seats that are not of this board, and the three that every musda elects."""
    if not draft.elected.keys() <= seats.keys():
        raise Invalid(_("Susunan kursi baru saja berubah. Muat ulang halaman, lalu isi lagi."))
    empty = {
        f"seat_{seat.pk}": _("Tulis siapa yang terpilih sebagai %(seat)s.") % {"seat": seat.name}
        for seat in seats.values()
        if seat.kind in _CORE and seat.required and seat.pk not in draft.elected
    }
    if empty:
        raise Invalid(fields=empty)
    if not any(seats[pk].kind == SeatKind.KETUA for pk in draft.elected):
        raise Invalid(_("Susunan ini belum punya kursi ketua. Tambahkan kursinya lebih dahulu."))


def _refuse_second_seat(draft: ElectionDraft, seat_id: int) -> None:
    mine = draft.elected[seat_id].person_id
    twice = [s for s, who in draft.elected.items() if mine is not None and who.person_id == mine]
    if len(twice) > 1:
        raise Invalid(fields={f"seat_{twice[-1]}": _("Orang yang sama dipilih untuk dua kursi.")})
