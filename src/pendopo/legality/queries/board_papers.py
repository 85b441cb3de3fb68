"""What a board's SK would be worth before it is written down, so that the form can say it."""

from dataclasses import replace

from pendopo.access.actor import Actor
from pendopo.access.policy import Permission
from pendopo.access.scope import visible
from pendopo.legality.board_facts import load_unit_facts
from pendopo.legality.board_phrases import board_phrase
from pendopo.legality.drafts import BoardSkDraft
from pendopo.legality.enums import Issuer
from pendopo.legality.models import BoardNaming, Sk
from pendopo.roster.models import BoardTerm, IpsmUnit
from pendopo.rules import board_registry as rule
from pendopo.rules.board_facts import TermFacts
from pendopo.rules.board_papers import weigh_boards
from pendopo.rules.board_policy import board_policy_on
from pendopo.rules.facts import EndKind, Paper
from pendopo.rules.issuer import IssuerType
from pendopo.shared.refusals import NotVisible
from pendopo.wilayah.enums import Kind, Level
from pendopo.wilayah.models import Wilayah

_DRAFT = 0
"""Id of the paper that is not written yet."""
_QUIET = frozenset({rule.ELECTION_UNRECORDED})


def doubts_about(term: BoardTerm, draft: BoardSkDraft, office: Wilayah | None, but: int = 0) -> list[str]:
    """Sentences on why the paper would not count, or less than it says; the caller fetched the board through the gate.

    `but`: the paper that the draft corrects.
    """
    facts = load_unit_facts([term.unit])[term.unit_id]
    paper = _paper(term, draft, office)
    terms = tuple(_with(t, paper, but) if t.id == term.pk else t for t in facts.terms)
    weighed = next(w for w in weigh_boards(replace(facts, terms=terms)) if w.paper.id == _DRAFT)
    policy = board_policy_on(facts.policies, draft.signed_on, facts.depth) if draft.signed_on else None
    elected = next((t.elected_on for t in terms if t.id == term.pk), None)
    rules = [r for r in (*weighed.faults, *weighed.gaps, *weighed.warnings) if r not in _QUIET]
    return [
        board_phrase(
            r, unit=f"IPSM {term.unit.wilayah.full_name}", number=draft.number, issuer=draft.issuer or None,
            signed_on=draft.signed_on, starts_on=weighed.starts_on, ends_on=draft.ends_on, elected_on=elected,
            entitled=policy.entitled if policy else None, months=policy.longest_term_months if policy else None,
        )
        for r in rules
    ]  # fmt: skip


def _with(term: TermFacts, paper: Paper, but: int) -> TermFacts:
    return replace(term, papers=(*(p for p in term.papers if p.id != but), paper))


def _paper(term: BoardTerm, draft: BoardSkDraft, office: Wilayah | None) -> Paper:
    return Paper(
        id=_DRAFT,
        number=draft.number,
        signed_on=draft.signed_on,
        issuer=IssuerType(draft.issuer) if draft.issuer else None,
        issuer_covers_posting=office is None or term.place_path.startswith(office.path),
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        end_kind=EndKind(draft.end_kind),
        names_this_village=True,
        revoked_on=None,
        verified=False,
        collective=True,
    )


_USUAL = {
    Level.COUNTRY: Issuer.MENTERI,
    Level.PROVINCE: Issuer.GUBERNUR,
    Level.REGENCY: Issuer.BUPATI_WALIKOTA,
    Level.DISTRICT: Issuer.CAMAT,
}


def usual_signer(unit: IpsmUnit) -> Issuer:
    """Who most likely signed, as a first guess in a form."""
    head = Issuer.LURAH if unit.wilayah.kind == Kind.KELURAHAN else Issuer.KEPALA_DESA
    return _USUAL.get(Level(unit.level), head)


def board_of_paper(actor: Actor, sk: Sk) -> BoardTerm:
    """The board whose SK this is; NotVisible for a paper of PSM. The caller fetched the paper through the gate."""
    board = board_named(actor, sk)
    if board is None:
        raise NotVisible
    return board


def board_named(actor: Actor, sk: Sk) -> BoardTerm | None:
    """The same; None for a paper of PSM."""
    rows = BoardNaming.objects.filter(sk=sk).select_related("term__unit__wilayah")
    naming = visible(rows, actor, Permission.UNIT_VIEW).order_by("-pk").first()
    return naming.term if naming else None


def papers_stand(term: BoardTerm) -> bool:
    """Is any SK of the board recorded, apart from wrong entries? The caller fetched the board through the gate."""
    rows = BoardNaming.objects.filter(term=term, annulled_at__isnull=True, sk__annulled_at__isnull=True)
    return rows.exists()
