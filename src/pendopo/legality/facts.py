"""From rows to the facts that the judge wants. Reads in six queries for any number of postings."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from pendopo.legality.models import Policy as PolicyRow
from pendopo.legality.models import Sk, SkNaming, SkRevocation, SkVerification
from pendopo.roster.models import PsmPosting
from pendopo.rules.facts import EndKind, Facts, Omission, Paper
from pendopo.rules.issuer import IssuerType
from pendopo.rules.policy import Bimtek, DatedPolicy, Policy
from pendopo.wilayah.models import PATH_STEP

_SK = (
    "id", "number", "signed_on", "issuer", "office__path", "starts_on", "ends_on", "end_kind", "revokes_former",
)  # fmt: skip


class _Naming(NamedTuple):
    posting_id: int
    sk_id: int
    village_id: int


class _Sk(NamedTuple):
    id: int
    number: str
    signed_on: date | None
    issuer: str
    office_path: str | None
    starts_on: date | None
    ends_on: date | None
    end_kind: str
    revokes_former: bool

    @property
    def starts(self) -> date | None:
        return self.starts_on or self.signed_on

    @property
    def signer(self) -> IssuerType | None:
        return IssuerType(self.issuer) if self.issuer else None


class _Papers(NamedTuple):
    """What is known of the papers: by id, with the revoked and the checked among them."""

    known: dict[int, _Sk]
    revoked: dict[int, date]
    checked: frozenset[int]


def load_facts(postings: list[PsmPosting]) -> dict[int, Facts]:
    """posting id → facts. `person` of each posting is expected to be loaded."""
    namings = _namings([p.pk for p in postings])
    collectives = _collectives({p.village_id for p in postings})
    papers = _papers({n.sk_id for of_one in namings.values() for n in of_one}.union(*collectives.values()))
    policies = _policies({p.village_path for p in postings})
    return {
        p.pk: Facts(
            starts_on=p.starts_on,
            ends_on=p.until,
            died_on=p.person.died_on,
            bimtek_on=p.bimtek_on,
            bimtek_attended=p.bimtek_attended,
            papers=tuple(_paper(n, p, papers) for n in namings[p.pk]),
            omissions=tuple(_omissions(namings[p.pk], collectives[p.village_id], papers.known)),
            policies=policies[p.village_path],
        )
        for p in postings
    }


def _namings(posting_ids: list[int]) -> dict[int, list[_Naming]]:
    rows = SkNaming.objects.filter(
        posting_id__in=posting_ids, annulled_at__isnull=True, sk__annulled_at__isnull=True
    )
    found: dict[int, list[_Naming]] = defaultdict(list)
    for row in rows.order_by("pk").values_list("posting_id", "sk_id", "village_id"):
        found[row[0]].append(_Naming(*row))
    return found


def _collectives(village_ids: set[int]) -> dict[int, list[int]]:
    """Papers that name anybody in these villages."""
    rows = SkNaming.objects.filter(
        village_id__in=village_ids,
        annulled_at__isnull=True,
        sk__annulled_at__isnull=True,
        sk__signed_on__isnull=False,
    ).exclude(sk__issuer="")
    found: dict[int, list[int]] = defaultdict(list)
    for village_id, sk_id in (
        rows.order_by("village_id", "sk_id").values_list("village_id", "sk_id").distinct()
    ):
        found[village_id].append(sk_id)
    return found


def _papers(sk_ids: Collection[int]) -> _Papers:
    revoked = SkRevocation.objects.filter(sk_id__in=sk_ids, annulled_at__isnull=True)
    checked = SkVerification.objects.filter(sk_id__in=sk_ids, withdrawn_at__isnull=True)
    return _Papers(
        known={row[0]: _Sk(*row) for row in Sk.objects.filter(pk__in=sk_ids).values_list(*_SK)},
        revoked=dict(revoked.values_list("sk_id", "revoked_on")),
        checked=frozenset(checked.values_list("sk_id", flat=True)),
    )


def _paper(naming: _Naming, posting: PsmPosting, papers: _Papers) -> Paper:
    sk = papers.known[naming.sk_id]
    return Paper(
        id=sk.id,
        number=sk.number,
        signed_on=sk.signed_on,
        issuer=sk.signer,
        issuer_covers_posting=sk.office_path is not None and posting.village_path.startswith(sk.office_path),
        starts_on=sk.starts_on,
        ends_on=sk.ends_on,
        end_kind=EndKind(sk.end_kind),
        names_this_village=naming.village_id == posting.village_id,
        revoked_on=papers.revoked.get(sk.id),
        verified=sk.id in papers.checked,
        collective=True,
    )


def _omissions(namings: list[_Naming], for_village: list[int], known: dict[int, _Sk]) -> Iterable[Omission]:
    """Papers for the village that are later than one naming this posting and leave it out."""
    named = {n.sk_id for n in namings}
    dated = [known[sk_id] for sk_id in named if known[sk_id].signed_on]
    first = min((sk.starts for sk in dated if sk.starts), default=None)
    if first is None:
        return
    for sk_id in for_village:
        sk = known[sk_id]
        if sk_id not in named and sk.signed_on and sk.starts and sk.starts >= first:
            yield Omission(
                paper_id=sk.id,
                number=sk.number,
                starts_on=sk.starts,
                signed_on=sk.signed_on,
                revokes_former=sk.revokes_former,
                issuer=sk.signer,
            )


def _policies(paths: set[str]) -> dict[str, tuple[DatedPolicy, ...]]:
    steps = {path: [path[:n] for n in range(PATH_STEP, len(path) + 1, PATH_STEP)] for path in paths}
    wanted = {step for path in steps.values() for step in path}
    at: dict[str, list[DatedPolicy]] = defaultdict(list)
    for row in PolicyRow.objects.filter(place_path__in=wanted, cancelled_at__isnull=True).order_by("pk"):
        at[row.place_path].append(_dated(row))
    return {
        path: tuple(policy for step in path_steps for policy in at[step])
        for path, path_steps in steps.items()
    }


def _dated(row: PolicyRow) -> DatedPolicy:
    return DatedPolicy(
        depth=len(row.place_path) // PATH_STEP - 1,
        in_force_from=row.in_force_from,
        policy=Policy(
            entitled=frozenset(IssuerType(i) for i in row.entitled),
            longest_term_months=row.longest_term_months,
            bimtek=Bimtek(row.bimtek),
        ),
    )
