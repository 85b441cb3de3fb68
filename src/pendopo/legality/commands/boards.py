"""The papers of boards, and boards that were entered by mistake. Checking, revoking, annulling are those of any SK."""

from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.kernel.command import Desk, command
from pendopo.legality.commands.issuing import known_paper, new_paper
from pendopo.legality.commands.rows import (
    next_version,
    number_key,
    office_of_board,
    own_sk,
    paper_columns,
    refuse_annulled,
    refuse_twin,
)  # fmt: skip
from pendopo.legality.drafts import BoardSkDraft
from pendopo.legality.models import BoardNaming, Sk
from pendopo.legality.records import sk_values
from pendopo.roster.board_records import term_values
from pendopo.roster.commands.boards.rows import changed_term, own_term, want_reason
from pendopo.roster.models import BoardTerm
from pendopo.shared.dates import format_date
from pendopo.shared.refusals import Conflict, Invalid


@command("sk.board_issued", Permission.UNIT_WRITE)
def issue_board_sk(desk: Desk, term_id: int, draft: BoardSkDraft) -> Sk:
    """Record the SK of a board, or one that changes it in mid-term.

    Signed before the election it is recorded all the same: the judge says what it is worth.
    """
    term = own_term(desk, term_id)
    if draft.signed_on and draft.signed_on > desk.actor.today:
        raise Invalid(fields={"signed_on": _("Tanggal ini belum terjadi.")})
    sk = known_paper(draft, office_of_board(draft, term.unit))
    if sk is None and draft.signed_on is None:
        sk = _same_of_a_year(term, draft)
    if sk:
        _refuse_known(sk)
    sk = new_paper(desk, draft, office_of_board(draft, term.unit))
    BoardNaming.objects.create(sk=sk, term=term)
    changed_term(desk, term)
    desk.about(sk, after=sk_values(sk))
    desk.about(term.unit, after={"sk": sk.number})
    return sk


@command("sk.board_corrected", Permission.UNIT_WRITE)
def correct_board_sk(desk: Desk, sk_id: int, version: int, draft: BoardSkDraft) -> Sk:
    """What was written down differs from the paper of the board: put it right."""
    sk = own_sk(desk, sk_id, version)
    refuse_annulled(sk)
    naming = sk.board_namings.filter(annulled_at__isnull=True).select_related("term__unit").first()
    if naming is None:
        raise Conflict(_("Ini bukan SK pengurus IPSM."))
    if draft.signed_on and draft.signed_on > desk.actor.today:
        raise Invalid(fields={"signed_on": _("Tanggal ini belum terjadi.")})
    before = sk_values(sk)
    sk.office = office_of_board(draft, naming.term.unit)
    paper_columns(sk, draft)
    refuse_twin(sk)
    next_version(sk)
    desk.about(sk, before=before, after=sk_values(sk))
    return sk


@command("unit.term_cancelled", Permission.UNIT_WRITE)
def cancel_term(desk: Desk, term_id: int, version: int, reason: str) -> BoardTerm:
    """A board that was entered by mistake; only while no SK of it stands. A unit without any is cancelled too."""
    term = own_term(desk, term_id, version)
    desk.because(want_reason(reason))
    standing = BoardNaming.objects.filter(term=term, annulled_at__isnull=True, sk__annulled_at__isnull=True)
    paper = standing.select_related("sk").first()
    if paper:
        words = {"number": paper.sk.number}
        raise Conflict(
            _("SK %(number)s masih tercatat untuk kepengurusan ini. Batalkan dahulu SK itu.") % words
        )
    before = term_values(term)
    term.cancelled_at, term.cancel_reason = desk.actor.at, reason.strip()[:250]
    changed_term(desk, term)
    desk.about(term, before=before, after=term_values(term))
    unit = term.unit
    if not any(
        rows.filter(cancelled_at__isnull=True).exists() for rows in (unit.terms, unit.stops, unit.works)
    ):
        unit.cancelled_at = desk.actor.at
        unit.save()
        desk.about(unit, after={"cancel_reason": reason.strip()[:250]})
    return term


def _same_of_a_year(term: BoardTerm, draft: BoardSkDraft) -> Sk | None:
    """A paper of the board with that number, of which also nothing but the year is known."""
    return Sk.objects.filter(
        board_namings__term=term, board_namings__annulled_at__isnull=True, annulled_at__isnull=True,
        number_key=number_key(draft.number), signed_on__isnull=True, signed_year=draft.signed_year,
    ).first()  # fmt: skip


def _refuse_known(sk: Sk) -> None:
    """The same paper a second time, for this board or for somebody else."""
    naming = sk.board_namings.filter(annulled_at__isnull=True).select_related("term__unit__wilayah").first()
    words = {"number": sk.number, "day": format_date(sk.signed_on) if sk.signed_on else ""}
    if naming is None:
        raise Conflict(
            _("SK %(number)s tanggal %(day)s dari kantor itu sudah tercatat sebagai SK PSM.") % words
        )
    words["unit"] = str(naming.term.unit)
    raise Conflict(_("SK %(number)s tanggal %(day)s sudah tercatat untuk %(unit)s.") % words)
