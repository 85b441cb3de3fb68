"""What shows that a unit is at work, and what one board hands to the next."""

from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible
from pendopo.kernel.command import Desk, command
from pendopo.roster.board_drafts import ItemDraft, ReceiptDraft, WorkDraft
from pendopo.roster.board_records import item_values, work_values
from pendopo.roster.commands.boards.rows import own_term, own_unit, want_reason
from pendopo.roster.commands.rows import refuse_future
from pendopo.roster.enums import HandoverKind
from pendopo.roster.models import HandoverItem, UnitWork
from pendopo.shared.refusals import Conflict, Invalid

HANDOVER = (
    (HandoverKind.DOKUMEN, "SK pengurus lama dan baru"),
    (HandoverKind.DOKUMEN, "AD/ART dan pedoman organisasi"),
    (HandoverKind.DOKUMEN, "Buku induk anggota dan daftar PSM"),
    (HandoverKind.DOKUMEN, "Agenda surat masuk dan keluar"),
    (HandoverKind.DOKUMEN, "Notulen rapat dan laporan kegiatan"),
    (HandoverKind.UANG, "Buku kas, saldo, dan rekening"),
    (HandoverKind.BARANG, "Stempel"),
    (HandoverKind.BARANG, "Inventaris kantor"),
    (HandoverKind.AKUN, "Akun Pendopo, surel, dan media sosial"),
    (HandoverKind.LAIN, "Program yang sedang berjalan"),
)
"""What boards usually hand over; a proposal that is edited, not a rule."""


@command("unit.worked", Permission.UNIT_WRITE)
def record_work(desk: Desk, unit_id: int, draft: WorkDraft) -> UnitWork:
    """A meeting was held or a report made. The same one a second time is refused."""
    unit = own_unit(desk, unit_id)
    refuse_future(desk, on=draft.on)
    title = draft.title.strip()
    same = unit.works.filter(cancelled_at__isnull=True, kind=draft.kind, on=draft.on, title__iexact=title)
    if same.exists():
        raise Conflict(_("Kegiatan ini sudah tercatat pada tanggal itu."))
    work = UnitWork.objects.create(
        unit=unit, kind=draft.kind, on=draft.on, title=title, note=draft.note.strip(),
        recorded_at=desk.actor.at, recorded_by=desk.actor.name,
    )  # fmt: skip
    desk.about(work, after=work_values(work))
    desk.about(unit, after={"work": str(work.kind)})
    return work


@command("unit.work_cancelled", Permission.UNIT_WRITE)
def cancel_work(desk: Desk, work_id: int, reason: str) -> UnitWork:
    """A meeting or report that was written down by mistake."""
    row = one_visible(UnitWork.objects.all(), desk.actor, desk.permission, pk=work_id)
    unit = own_unit(desk, row.unit_id)
    work = UnitWork.objects.get(pk=row.pk)
    desk.because(want_reason(reason))
    if work.cancelled_at:
        raise Conflict(_("Catatan ini sudah dibatalkan."))
    work.cancelled_at = desk.actor.at
    work.save()
    desk.about(work, before=work_values(work), after={})
    desk.about(unit, before={"work": str(work.kind)}, after={})
    return work


@command("unit.handover_proposed", Permission.UNIT_WRITE)
def propose_handover(desk: Desk, term_id: int) -> list[HandoverItem]:
    """The usual list of what the former board hands over; lines that are there already stay as they are."""
    term = own_term(desk, term_id)
    there = set(term.handover.filter(cancelled_at__isnull=True).values_list("name", flat=True))
    items = [HandoverItem(term=term, kind=kind, name=name) for kind, name in HANDOVER if name not in there]
    if not items:
        raise Conflict(_("Daftar lazim sudah ada seluruhnya."))
    made = HandoverItem.objects.bulk_create(items)
    desk.about(term.unit, after={"items": len(made)})
    return made


@command("unit.handover_added", Permission.UNIT_WRITE)
def add_handover(desk: Desk, term_id: int, draft: ItemDraft) -> HandoverItem:
    """One more thing that is handed over."""
    term = own_term(desk, term_id)
    name = draft.name.strip()
    if term.handover.filter(cancelled_at__isnull=True, name__iexact=name).exists():
        raise Conflict(_("Hal itu sudah ada di daftar serah terima."))
    item = HandoverItem.objects.create(term=term, kind=draft.kind, name=name, note=draft.note.strip())
    desk.about(item, after=item_values(item))
    desk.about(term.unit, after={"item": item.name})
    return item


@command("unit.handover_received", Permission.UNIT_WRITE)
def receive_handover(desk: Desk, item_ids: list[int], draft: ReceiptDraft) -> list[HandoverItem]:
    """Things of one list were handed over: when, and who received them. Those received before stay as they are."""
    rows = list(HandoverItem.objects.filter(pk__in=item_ids).order_by("pk"))
    terms = {row.term_id for row in rows}
    if len(terms) != 1:
        raise Invalid(_("Pilih paling sedikit satu baris dari daftar serah terima."))
    term = own_term(desk, terms.pop())
    rows = list(term.handover.filter(pk__in=item_ids).order_by("pk"))
    refuse_future(desk, handed_on=draft.handed_on)
    waiting = [row for row in rows if row.handed_on is None and row.cancelled_at is None]
    if not waiting:
        raise Conflict(_("Yang dipilih sudah tercatat diterima."))
    for item in waiting:
        item.handed_on, item.received_by = draft.handed_on, draft.received_by.strip()
        item.note = draft.note.strip() or item.note
        item.save()
        desk.about(item, after=item_values(item))
    desk.about(term.unit, after={"items": len(waiting)})
    return waiting


@command("unit.handover_cancelled", Permission.UNIT_WRITE)
def cancel_handover(desk: Desk, item_id: int, reason: str) -> HandoverItem:
    """A line that does not belong to the list, or a receipt that was not one."""
    row = one_visible(HandoverItem.objects.all(), desk.actor, desk.permission, pk=item_id)
    term = own_term(desk, row.term_id)
    row.refresh_from_db()
    desk.because(want_reason(reason))
    if row.cancelled_at:
        raise Conflict(_("Baris ini sudah dihapus dari daftar."))
    before = item_values(row)
    row.cancelled_at = desk.actor.at
    row.save()
    desk.about(row, before=before, after={})
    desk.about(term.unit, before={"item": row.name}, after={})
    return row
