"""From rows to the facts that the judge wants. Reads in a handful of queries for any number of postings."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from pendopo.legality.models import Policy as PolicyRow
from pendopo.legality.models import Sk, SkNaming
from pendopo.roster.models import PsmPosting
from pendopo.rules.facts import EndKind, Facts, Omission, Paper
from pendopo.rules.issuer import IssuerType
from pendopo.rules.policy import Bimtek, DatedPolicy, Policy
from pendopo.wilayah.models import PATH_STEP


def load_facts(postings: list[PsmPosting]) -> dict[int, Facts]:
    """posting id → facts. `person` of each posting is expected to be loaded."""
    namings = _namings([p.pk for p in postings])
    collectives = _collectives({p.village_id for p in postings})
    policies = _policies({p.village_path for p in postings})
    return {
        p.pk: Facts(
            starts_on=p.starts_on,
            ends_on=p.until,
            died_on=p.person.died_on,
            bimtek_on=p.bimtek_on,
            bimtek_attended=p.bimtek_attended,
            papers=tuple(_paper(n, p) for n in namings[p.pk]),
            omissions=tuple(_omissions(p, namings[p.pk], collectives[p.village_id])),
            policies=policies[p.village_path],
        )
        for p in postings
    }


def _namings(posting_ids: list[int]) -> dict[int, list[SkNaming]]:
    rows = (
        SkNaming.objects.filter(posting_id__in=posting_ids, annulled_at__isnull=True, sk__annulled_at__isnull=True)
        .select_related("sk__office")
        .prefetch_related("sk__revocations", "sk__verifications")
        .order_by("pk")
    )
    found: dict[int, list[SkNaming]] = defaultdict(list)
    for row in rows:
        found[row.posting_id].append(row)
    return found


def _paper(naming: SkNaming, posting: PsmPosting) -> Paper:
    sk = naming.sk
    return Paper(
        id=sk.pk,
        number=sk.number,
        signed_on=sk.signed_on,
        issuer=IssuerType(sk.issuer) if sk.issuer else None,
        issuer_covers_posting=sk.office is not None and posting.village_path.startswith(sk.office.path),
        starts_on=sk.starts_on,
        ends_on=sk.ends_on,
        end_kind=EndKind(sk.end_kind),
        names_this_village=naming.village_id == posting.village_id,
        revoked_on=next((r.revoked_on for r in sk.revocations.all() if r.annulled_at is None), None),
        verified=any(v.withdrawn_at is None for v in sk.verifications.all()),
        collective=True,
    )


def _collectives(village_ids: set[int]) -> dict[int, list[Sk]]:
    """Papers that name anybody in these villages."""
    rows = (
        SkNaming.objects.filter(
            village_id__in=village_ids,
            annulled_at__isnull=True,
            sk__annulled_at__isnull=True,
            sk__signed_on__isnull=False,
        )
        .exclude(sk__issuer="")
        .order_by("village_id", "sk_id")
        .distinct("village_id", "sk_id")
        .select_related("sk")
    )
    found: dict[int, list[Sk]] = defaultdict(list)
    for row in rows:
        found[row.village_id].append(row.sk)
    return found


def _omissions(posting: PsmPosting, namings: list[SkNaming], papers: Iterable[Sk]) -> Iterable[Omission]:
    """Papers for the village that are later than one naming this posting and leave it out."""
    named = {n.sk_id for n in namings}
    first = min((_start(n.sk) for n in namings if n.sk.signed_on), default=None)
    if first is None:
        return
    for sk in papers:
        if sk.pk not in named and _start(sk) >= first and sk.signed_on:
            yield Omission(
                paper_id=sk.pk,
                number=sk.number,
                starts_on=_start(sk),
                signed_on=sk.signed_on,
                revokes_former=sk.revokes_former,
                issuer=IssuerType(sk.issuer) if sk.issuer else None,
            )


def _start(sk: Sk) -> date:
    return sk.starts_on or sk.signed_on or date.max


def _policies(paths: set[str]) -> dict[str, tuple[DatedPolicy, ...]]:
    steps = {path: [path[:n] for n in range(PATH_STEP, len(path) + 1, PATH_STEP)] for path in paths}
    wanted = {step for path in steps.values() for step in path}
    at: dict[str, list[DatedPolicy]] = defaultdict(list)
    for row in PolicyRow.objects.filter(place_path__in=wanted, cancelled_at__isnull=True).order_by("pk"):
        at[row.place_path].append(_dated(row))
    return {path: tuple(policy for step in path_steps for policy in at[step]) for path, path_steps in steps.items()}


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


