"""Forming, seating and stopping of boards: what is written, what is refused, and with which sentence."""

from datetime import timedelta

import pytest

from pendopo.access.enums import Role
from pendopo.audit.models import Event
from pendopo.legality.board_timelines import drift_units
from pendopo.legality.commands import annul_sk, cancel_term, correct_board_sk, issue_board_sk, verify_sk
from pendopo.legality.enums import EndKind, Issuer
from pendopo.legality.models import BoardSegment, Sk
from pendopo.legality.queries.board_papers import doubts_about
from pendopo.roster.board_drafts import (
    ElectionDraft,
    HolderDraft,
    ItemDraft,
    LeaveDraft,
    PlanDraft,
    PlanLineDraft,
    ReceiptDraft,
    SeatDraft,
    StartDraft,
    StepDraft,
    StopDraft,
    Who,
    WorkDraft,
)
from pendopo.roster.board_queries import handover_of
from pendopo.roster.commands import boards as do
from pendopo.roster.commands import record_death
from pendopo.roster.enums import HandoverKind, HolderEnd, SeatKind, StopKind, WorkKind
from pendopo.roster.models import HandoverItem, IpsmUnit, Person, Seat, TermStep
from pendopo.shared.refusals import Conflict, Invalid, NotAllowed, NotVisible
from pendopo.wilayah.enums import Level
from tests.worlds.boards import day, elected, formed, fresh, secretary, sk_draft, started
from tests.worlds.two_kabupaten import JATENG, JATIM, SEMARANG, World

pytestmark = pytest.mark.django_db


def verdict(world: World, unit: IpsmUnit, ago: int = 0) -> BoardSegment:
    return BoardSegment.objects.get(unit=unit, period__contains=day(world, ago))


def test_a_board_from_its_first_day_to_its_installation(world: World) -> None:
    board = formed(world)
    now = verdict(world, board.unit)
    assert (now.standing, now.active, now.access, now.step) == ("sah", True, True, "dikukuhkan")
    assert [verdict(world, board.unit, ago).step for ago in (290, 260, 220, 190)] == [
        "persiapan", "musda", "terpilih", "ber_sk",
    ]  # fmt: skip
    assert not drift_units([board.unit.pk]).units
    told = set(Event.objects.filter(name__startswith="unit.").values_list("name", flat=True))
    assert told >= {"unit.forming_started", "unit.musda_set", "unit.elected", "unit.installed", "unit.worked"}


def test_the_province_of_jateng_has_a_deputy_for_each_residency(world: World) -> None:
    actor = world.actor(Role.IPSM_SECRETARY, JATENG)
    term = do.start_forming(actor, actor.place_id, 0, StartDraft(day(world, 10)))
    deputies = Seat.objects.filter(term=term, kind=SeatKind.WAKIL)
    assert deputies.count() == 6
    assert deputies.filter(name="Wakil Ketua Banyumas").exists()


def test_an_office_sets_its_own_seats(world: World) -> None:
    admin = world.actor(Role.DINSOS_ADMIN, JATIM)
    lines = (
        PlanLineDraft(SeatKind.KETUA, "Ketua", required=True),
        PlanLineDraft(SeatKind.BIDANG, "Bidang", 3),
    )
    plan = do.set_seat_plan(admin, admin.place_id, Level.REGENCY, PlanDraft(lines))
    assert [s.name for s in Seat.objects.filter(term=started(world)).order_by("order")] == [
        "Ketua", "Bidang 1", "Bidang 2", "Bidang 3",
    ]  # fmt: skip
    do.cancel_seat_plan(admin, plan.pk)
    with pytest.raises(Conflict, match="sudah dibatalkan"):
        do.cancel_seat_plan(admin, plan.pk)
    with pytest.raises(Invalid, match="hanya punya satu ketua"):
        PlanDraft((lines[0], PlanLineDraft(SeatKind.KETUA, "Ketua II")))


def test_steps_in_an_impossible_order(world: World) -> None:
    term, actor = started(world), secretary(world)
    seats = {s.kind: s.pk for s in Seat.objects.filter(term=term)}
    chair = {seats[SeatKind.KETUA]: Who(person_id=world.malang.people["forever"])}
    with pytest.raises(Conflict, match="belum tercatat terpilih"):
        do.install(actor, term.pk, fresh(term), StepDraft(day(world, 10), by_whom="Bupati"))
    with pytest.raises(Invalid, match="belum terjadi"):
        do.set_musda(actor, term.pk, fresh(term), StepDraft(day(world, -1)))
    with pytest.raises(Invalid, match="tidak mungkin sebelum"):
        do.record_election(actor, term.pk, fresh(term), ElectionDraft(StepDraft(day(world, 301)), dict.fromkeys(
            (seats[k] for k in (SeatKind.KETUA, SeatKind.SEKRETARIS, SeatKind.BENDAHARA)), Who(name="A"))))  # fmt: skip
    with pytest.raises(Invalid, match="terpilih sebagai Sekretaris"):
        do.record_election(actor, term.pk, fresh(term), ElectionDraft(StepDraft(day(world, 100)), chair))
    with pytest.raises(Invalid, match="dijadwalkan sebelum"):
        StepDraft(day(world, 10), planned_on=day(world, 20))


def test_a_second_click_doubles_nothing(world: World) -> None:
    term, actor = started(world), secretary(world)
    with pytest.raises(Conflict, match="baru saja dicatat"):
        do.start_forming(actor, term.unit.wilayah_id, 0, StartDraft(day(world, 5)))
    unit = IpsmUnit.objects.get(pk=term.unit_id)
    with pytest.raises(Conflict, match="Lanjutkan yang itu"):
        do.start_forming(actor, unit.wilayah_id, unit.version, StartDraft(day(world, 5)))
    version = fresh(term)
    do.set_musda(actor, term.pk, version, StepDraft(day(world, 90)))
    with pytest.raises(Conflict, match="sudah tercatat"):
        do.set_musda(actor, term.pk, version, StepDraft(day(world, 90)))
    draft = WorkDraft(WorkKind.RAPAT, day(world, 3), "Rapat bulanan")
    do.record_work(actor, unit.pk, draft)
    with pytest.raises(Conflict, match="sudah tercatat"):
        do.record_work(actor, unit.pk, draft)
    assert IpsmUnit.objects.filter(wilayah=world.malang.place).count() == 1


def test_two_chairs(world: World) -> None:
    board, actor = formed(world), secretary(world)
    other = Who(person_id=world.malang.people["young"])
    with pytest.raises(Conflict, match="dua ketua"):
        do.seat_holder(actor, board.seat().pk, HolderDraft(other, day(world, 30)))
    with pytest.raises(Conflict, match="hanya punya satu ketua"):
        do.add_seat(actor, board.term.pk, SeatDraft(SeatKind.KETUA, "Ketua II", 99))
    treasurer = Who(person_id=world.malang.people["unchecked"])
    with pytest.raises(Conflict, match="sudah duduk sebagai Bendahara"):
        do.seat_holder(actor, board.seat(SeatKind.WAKIL).pk, HolderDraft(treasurer, day(world, 30)))


def test_replaced_in_mid_term_left_and_acting(world: World) -> None:
    board, actor, people = formed(world), secretary(world), world.malang.people
    former = board.holder()
    now = do.replace_holder(
        actor, former.pk, former.version, HolderDraft(Who(person_id=people["young"]), day(world, 60))
    )
    former.refresh_from_db()
    assert (former.until, former.end_reason) == (day(world, 61), HolderEnd.REPLACED)
    do.leave_seat(actor, now.pk, now.version, LeaveDraft(day(world, 31), HolderEnd.OWN_REQUEST))
    assert "PGR-34" in verdict(world, board.unit, 25).warnings
    acting = HolderDraft(Who(person_id=people["soon"]), day(world, 20), acting=True)
    held = do.seat_holder(actor, board.seat().pk, acting)
    assert "PGR-35" in verdict(world, board.unit).warnings
    do.cancel_holder(actor, held.pk, held.version, "Salah catat")
    assert "PGR-34" in verdict(world, board.unit).warnings
    with pytest.raises(Conflict, match="baru saja diubah"):
        do.cancel_holder(actor, held.pk, held.version, "Salah catat")


def test_the_chair_dies_and_the_record_is_taken_back(world: World) -> None:
    board, admin = formed(world), world.actor(Role.DINSOS_ADMIN)
    person = Person.objects.get(pk=world.malang.people["forever"])
    with pytest.raises(Invalid, match="sesudah tanggal ini"):
        record_death(admin, person.pk, person.version, day(world, 500))
    record_death(admin, person.pk, person.version, day(world, 15))
    holder = board.holder()
    assert (holder.until, holder.end_reason) == (day(world, 15), HolderEnd.DIED)
    assert verdict(world, board.unit).idle_reasons == ["PGR-51"]
    with pytest.raises(Invalid, match="tercatat meninggal"):
        do.seat_holder(
            secretary(world), board.seat().pk, HolderDraft(Who(person_id=person.pk), day(world, 5))
        )
    person.refresh_from_db()
    record_death(admin, person.pk, person.version, None)
    holder = board.holder()
    assert (holder.until, holder.end_reason) == (None, "")
    assert verdict(world, board.unit).active


def test_steps_are_put_right_and_taken_away(world: World) -> None:
    board, actor = formed(world), secretary(world)
    elected_on = TermStep.objects.get(term=board.term, step="terpilih")
    do.correct_step(actor, elected_on.pk, fresh(board.term), StepDraft(day(world, 250), "BA 2"))
    assert board.holder().starts_on == day(world, 250)
    with pytest.raises(Conflict, match="Batalkan dahulu"):
        do.cancel_step(actor, elected_on.pk, fresh(board.term), "Tidak jadi")
    installed = TermStep.objects.get(term=board.term, step="dikukuhkan")
    do.cancel_step(actor, installed.pk, fresh(board.term), "Belum dikukuhkan")
    assert verdict(world, board.unit).step == "ber_sk"
    do.cancel_step(actor, elected_on.pk, fresh(board.term), "Salah musda")
    assert not board.seat().holders.filter(cancelled_at__isnull=True).exists()
    with pytest.raises(Conflict, match="baru saja diubah"):
        do.cancel_step(actor, elected_on.pk, board.term.version, "Salah musda")
    first = TermStep.objects.get(term=board.term, step="persiapan")
    assert first.cancelled_at is None
    assert not drift_units([board.unit.pk]).units


def test_the_next_board_is_prepared_while_the_former_runs(world: World) -> None:
    board, actor = formed(world), secretary(world)
    unit = IpsmUnit.objects.get(pk=board.unit.pk)
    with pytest.raises(Invalid, match="sebelum pemilihan"):
        do.start_forming(actor, unit.wilayah_id, unit.version, StartDraft(day(world, 260)))
    term = do.start_forming(actor, unit.wilayah_id, unit.version, StartDraft(day(world, 4)))
    now = verdict(world, board.unit)
    assert (now.standing, now.step) == ("sah", "persiapan")
    cancel_term(actor, term.pk, fresh(term), "Salah catat")
    assert verdict(world, board.unit).step == "dikukuhkan"
    with pytest.raises(Conflict, match="masih tercatat"):
        cancel_term(actor, board.term.pk, fresh(board.term), "Salah catat")


def test_a_unit_whose_only_board_was_a_mistake_counts_nowhere(world: World) -> None:
    term, actor = started(world), secretary(world)
    cancel_term(actor, term.pk, fresh(term), "Salah wilayah")
    unit = IpsmUnit.objects.get(pk=term.unit_id)
    assert unit.cancelled_at
    assert not BoardSegment.objects.filter(unit=unit).exists()
    again = do.start_forming(actor, unit.wilayah_id, 0, StartDraft(day(world, 2)))
    assert again.unit_id == unit.pk
    assert verdict(world, unit).step == "persiapan"


def test_only_the_office_above_freezes(world: World) -> None:
    board, above = formed(world), world.actor(Role.DINSOS_ADMIN, JATIM)
    version = IpsmUnit.objects.get(pk=board.unit.pk).version
    draft = StopDraft(StopKind.BEKU, day(world, 40), "Dua kubu")
    with pytest.raises(NotAllowed, match="kantor di atas"):
        do.stop_unit(world.actor(Role.DINSOS_ADMIN), board.unit.pk, version, draft)
    with pytest.raises(NotVisible):
        do.stop_unit(secretary(world), board.unit.pk, version, draft)
    with pytest.raises(NotVisible):
        do.stop_unit(world.actor(Role.DINSOS_ADMIN, JATENG), board.unit.pk, version, draft)
    stop = do.stop_unit(above, board.unit.pk, version, draft)
    now = verdict(world, board.unit)
    assert (now.standing, now.step, now.access) == ("gugur", "beku", False)
    with pytest.raises(Conflict, match="sudah dibekukan"):
        do.stop_unit(above, board.unit.pk, version + 1, draft)
    with pytest.raises(Conflict, match="dibekukan sejak"):
        do.start_forming(secretary(world), board.unit.wilayah_id, version + 1, StartDraft(day(world, 2)))
    do.lift_stop(above, stop.pk, version + 1, day(world, 10), "Sudah rukun")
    assert verdict(world, board.unit).standing == "sah"
    gone = do.stop_unit(
        above, board.unit.pk, version + 2, StopDraft(StopKind.BUBAR, day(world, 5), "Mati suri")
    )
    assert verdict(world, board.unit).step == "bubar"
    do.lift_stop(above, gone.pk, version + 3, day(world, 2), "Dibentuk lagi")
    assert verdict(world, board.unit).step == "belum"
    do.start_forming(secretary(world), board.unit.wilayah_id, version + 4, StartDraft(world.on))
    do.cancel_stop(above, gone.pk, version + 5, "Salah catat")
    assert not drift_units([board.unit.pk]).units


def test_papers_of_boards(world: World) -> None:
    board, actor, dinsos = formed(world), secretary(world), world.actor(Role.DINSOS_VERIFIER)
    with pytest.raises(Conflict, match="sudah tercatat untuk"):
        issue_board_sk(actor, board.term.pk, sk_draft(world))
    sk = Sk.objects.get(pk=board.sk.pk)
    verify_sk(dinsos, sk.pk, sk.version, "SK asli")
    assert verdict(world, board.unit).checked
    sk.refresh_from_db()
    correct_board_sk(actor, sk.pk, sk.version, sk_draft(world, issuer=Issuer.IPSM_PROVINSI))
    assert verdict(world, board.unit).reasons == ["PGR-20"]
    sk.refresh_from_db()
    with pytest.raises(NotAllowed, match="admin Dinas Sosial"):
        annul_sk(world.actor(Role.VILLAGE_OPERATOR), *_village_paper(world))
    annul_sk(actor, sk.pk, sk.version, "Salah catat")
    assert verdict(world, board.unit).standing == "belum_ber_sk"
    with pytest.raises(NotVisible):
        annul_sk(secretary(world, SEMARANG), sk.pk, sk.version, "Salah catat")


def _village_paper(world: World) -> tuple[int, int, str]:
    """The SK of a board in the operator's own village, which she sees and does not write."""
    village, actor = world.malang.villages[0], secretary(world)
    term = do.start_forming(actor, village.pk, 0, StartDraft(day(world, 90)))
    draft = sk_draft(world, issuer=Issuer.KEPALA_DESA)
    sk = issue_board_sk(actor, term.pk, draft)
    return sk.pk, sk.version, "Salah catat"


def test_the_form_knows_what_the_judge_will_say(world: World) -> None:
    term = elected(world)
    assert doubts_about(term, sk_draft(world), None) == []
    early = doubts_about(term, sk_draft(world, ago=250), None)
    assert any("sebelum musda memilih" in sentence for sentence in early)
    fifty = sk_draft(world, ends_on=day(world, 200) + timedelta(days=18262), end_kind=EndKind.TANGGAL)
    assert any("60 bulan" in sentence for sentence in doubts_about(term, fifty, None))
    issue_board_sk(secretary(world), term.pk, fifty)
    assert verdict(world, term.unit).warnings[:1] == ["PGR-32"]
    assert verdict(world, term.unit).ends_on < day(world, 200) + timedelta(days=1830)


def test_who_reaches_what(world: World) -> None:
    board = formed(world)
    stranger = secretary(world, SEMARANG)
    with pytest.raises(NotVisible):
        do.record_work(stranger, board.unit.pk, WorkDraft(WorkKind.RAPAT, world.on, "Rapat"))
    with pytest.raises(NotVisible):
        do.start_forming(stranger, world.malang.district.pk, 0, StartDraft(world.on))
    foreign = Who(person_id=world.semarang.people["young"])
    with pytest.raises(Invalid, match="tidak ada di daftar"):
        do.seat_holder(secretary(world), board.seat(SeatKind.WAKIL).pk, HolderDraft(foreign, day(world, 5)))
    with pytest.raises(NotVisible):
        do.record_work(world.actor(Role.AUDITOR), board.unit.pk, WorkDraft(WorkKind.RAPAT, world.on, "Rapat"))


def test_seats_work_and_the_hand_over_list(world: World) -> None:
    board, actor = formed(world), secretary(world)
    seat = do.add_seat(actor, board.term.pk, SeatDraft(SeatKind.BIDANG, "Bidang Seni", 50))
    do.change_seat(
        actor, seat.pk, fresh(board.term), SeatDraft(SeatKind.BIDANG, "Bidang Budaya", 51, required=True)
    )
    assert verdict(world, board.unit).idle_reasons == ["PGR-51"]
    do.remove_seat(actor, seat.pk, fresh(board.term), "Tidak ada")
    with pytest.raises(Conflict, match="pernah ada yang menduduki"):
        do.remove_seat(actor, board.seat().pk, fresh(board.term), "Tidak ada")
    assert verdict(world, board.unit).active
    do.cancel_work(actor, board.work.pk, "Tidak jadi rapat")
    assert verdict(world, board.unit).idle_reasons == ["PGR-53"]
    items = do.propose_handover(actor, board.term.pk)
    assert "Stempel" not in {item.name for item in items}
    with pytest.raises(Conflict, match="sudah ada seluruhnya"):
        do.propose_handover(actor, board.term.pk)
    receipt = ReceiptDraft(day(world, 1), "Sekretaris baru")
    assert len(do.receive_handover(actor, [item.pk for item in items[:2]], receipt)) == 2
    with pytest.raises(Conflict, match="sudah tercatat diterima"):
        do.receive_handover(actor, [items[0].pk], receipt)
    do.cancel_handover(actor, items[-1].pk, "Tidak ada programnya")
    with pytest.raises(Conflict, match="sudah ada di daftar"):
        do.add_handover(actor, board.term.pk, ItemDraft(HandoverKind.BARANG, "stempel"))
    assert HandoverItem.objects.filter(term=board.term, cancelled_at__isnull=True).count() == len(items)
    kinds = [item.kind for item in handover_of(board.term)]
    assert kinds == sorted(kinds, key=HandoverKind.values.index), "documents first"
