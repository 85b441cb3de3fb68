"""From rows to the facts that the judge wants. Reads in nine queries for any number of postings."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache, partial
from typing import NamedTuple

from django.db.models import F

from pendopo.kernel.bulk import among
from pendopo.legality.judged import ToJudge
from pendopo.legality.models import Policy as PolicyRow
from pendopo.legality.models import Sk, SkNaming, SkRevocation, SkVerification
from pendopo.legality.whereabouts import Posted, Stays, stay_on, villages_of, whereabouts
from pendopo.prepared import OneOf, prepared
from pendopo.roster.models import PsmPosting
from pendopo.rules.facts import EndKind, Facts, Omission, Paper
from pendopo.rules.issuer import IssuerType
from pendopo.rules.policy import Bimtek, DatedPolicy, Policy
from pendopo.shared.clock import local_date
from pendopo.wilayah.history import Stretch, path_on, paths_over_time
from pendopo.wilayah.paths import ids_of

_SK = (
    "id", "number", "signed_on", "issuer", "office_id", "office__path", "starts_on", "ends_on", "end_kind",
    "revokes_former", "recorded_at",
)  # fmt: skip


_naming_them = prepared(
    lambda postings: (
        SkNaming.objects.filter(posting_id__in=among(postings), annulled_at__isnull=True)
        .order_by("pk")
        .values_list("posting_id", "sk_id", "village_id")
    )
)
_naming_anybody = prepared(
    lambda villages: (
        SkNaming.objects.filter(village_id__in=among(villages), annulled_at__isnull=True)
        .order_by("village_id", "sk_id")
        .values_list("village_id", "sk_id")
        .distinct()
    )
)
_known = prepared(
    lambda papers: Sk.objects.filter(pk__in=among(papers), annulled_at__isnull=True).values_list(*_SK)
)
_revoked = prepared(
    lambda papers: SkRevocation.objects.filter(sk_id__in=among(papers), annulled_at__isnull=True).values_list(
        "sk_id", "revoked_on"
    )
)
_checked = prepared(
    lambda papers: SkVerification.objects.filter(
        sk_id__in=among(papers), withdrawn_at__isnull=True
    ).values_list("sk_id", flat=True)
)
_set_at = prepared(
    lambda places: PolicyRow.objects.filter(
        OneOf(F("wilayah_id"), places), cancelled_at__isnull=True
    ).order_by("pk")
)


class _Naming(NamedTuple):
    posting_id: int
    sk_id: int
    village_id: int


class _Sk(NamedTuple):
    id: int
    number: str
    signed_on: date | None
    issuer: str
    office_id: int | None
    office_path: str | None
    starts_on: date | None
    ends_on: date | None
    end_kind: str
    revokes_former: bool
    recorded_at: datetime

    @property
    def starts(self) -> date | None:
        return self.starts_on or self.signed_on

    @property
    def signer(self) -> IssuerType | None:
        return IssuerType(self.issuer) if self.issuer else None


class Papers(NamedTuple):
    """What is known of the papers: by id, with the revoked and the checked among them."""

    known: dict[int, _Sk]
    revoked: dict[int, date]
    checked: frozenset[int]
    moved: Mapping[int, tuple[Stretch, ...]]
    """Offices that hung elsewhere before: their paths over time."""


def load_facts(
    postings: Sequence[PsmPosting | ToJudge], where: Mapping[int, Stays] | None = None
) -> dict[int, Facts]:
    """posting id → facts. `person` of each posting is expected to be loaded; `where` they were, if that is known."""
    if where is None:
        where = whereabouts(Posted(p.pk, p.village_id, p.village_path) for p in postings)
    namings = _namings([p.pk for p in postings])
    collectives = _collectives(villages_of(where))
    papers = load_papers(
        {n.sk_id for of_one in namings.values() for n in of_one}.union(*collectives.values())
    )
    _leave_annulled(namings, collectives, papers.known)
    policies = _policies({stay.path for stays in where.values() for stay in stays})
    toward = lru_cache(maxsize=1000)(partial(paper_of, papers=papers))  # one paper names a whole village
    return {
        p.pk: Facts(
            starts_on=p.starts_on,
            ends_on=p.until,
            died_on=p.person.died_on,
            bimtek_on=p.bimtek_on,
            bimtek_attended=p.bimtek_attended,
            papers=tuple(_papers_of(namings[p.pk], toward, where[p.pk])),
            omissions=tuple(_omissions(namings[p.pk], _for(where[p.pk], collectives, papers), papers.known)),
            policies=tuple(_policies_above(where[p.pk], policies)),
        )
        for p in postings
    }


def _papers_of(namings: list[_Naming], toward: Callable[..., Paper], stays: Stays) -> Iterator[Paper]:
    villages = {stay.village_id for stay in stays}
    for naming in namings:
        yield toward(naming.sk_id, stays=stays, names_this_place=naming.village_id in villages)


def _namings(posting_ids: list[int]) -> dict[int, list[_Naming]]:
    """No join: right after many rows came the planner would misjudge it."""
    found: dict[int, list[_Naming]] = defaultdict(list)
    for row in _naming_them(posting_ids):
        found[row[0]].append(_Naming(*row))
    return found


def _collectives(village_ids: set[int]) -> dict[int, list[int]]:
    """Papers that name anybody in these villages."""
    found: dict[int, list[int]] = defaultdict(list)
    for village_id, sk_id in _naming_anybody(list(village_ids)):
        found[village_id].append(sk_id)
    return found


def _leave_annulled(
    namings: dict[int, list[_Naming]], collectives: dict[int, list[int]], known: Mapping[int, _Sk]
) -> None:
    """Annulled papers count nowhere; one without day or signer says nothing of whom it leaves out."""
    for posting_id, of_one in namings.items():
        namings[posting_id] = [n for n in of_one if n.sk_id in known]
    for village_id, sk_ids in collectives.items():
        collectives[village_id] = [i for i in sk_ids if i in known and known[i].signed_on and known[i].issuer]


def load_papers(sk_ids: Collection[int]) -> Papers:
    wanted = list(sk_ids)
    known = {row[0]: _Sk(*row) for row in _known(wanted)} if wanted else {}
    return Papers(
        known=known,
        revoked=dict(_revoked(wanted)) if known else {},
        checked=frozenset(_checked(wanted) if known else ()),
        moved=paths_over_time({sk.office_id for sk in known.values() if sk.office_id}),
    )


def paper_of(sk_id: int, papers: Papers, stays: Stays, *, names_this_place: bool) -> Paper:
    """The paper as it stands towards a posting or a unit that was where `stays` say."""
    sk = papers.known[sk_id]
    return Paper(
        id=sk.id,
        number=sk.number,
        signed_on=sk.signed_on,
        issuer=sk.signer,
        issuer_covers_posting=_covers(sk, papers, stays),
        starts_on=sk.starts_on,
        ends_on=sk.ends_on,
        end_kind=EndKind(sk.end_kind),
        names_this_village=names_this_place,
        revoked_on=papers.revoked.get(sk.id),
        verified=sk.id in papers.checked,
        collective=True,
    )


def _covers(sk: _Sk, papers: Papers, stays: Stays) -> bool:
    """Did the office lie above the posting in the tree of the signing day?

    A paper recorded after the tree changed can name only offices of today: then today's tree will do too.
    """
    if sk.office_path is None or sk.office_id is None:
        return False
    today = stays[-1]
    if today.path.startswith(sk.office_path) and (
        sk.signed_on is None
        or today.first is None
        or today.first <= max(sk.signed_on, local_date(sk.recorded_at))
    ):
        return True
    if sk.signed_on is None:
        return False
    moved = papers.moved.get(sk.office_id)
    office = path_on(moved, sk.signed_on) if moved else sk.office_path
    return stay_on(stays, sk.signed_on).path.startswith(office)


def _for(stays: Stays, collectives: Mapping[int, list[int]], papers: Papers) -> list[int]:
    """Papers for the village the posting was in when they were signed."""
    if len(stays) == 1:
        return collectives[stays[0].village_id]
    return [
        sk_id
        for village in dict.fromkeys(stay.village_id for stay in stays)
        for sk_id in collectives[village]
        if (day := papers.known[sk_id].signed_on) and stay_on(stays, day).village_id == village
    ]


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


def _policies(paths: set[str]) -> dict[str, list[PolicyRow]]:
    """Along each path, from the top down. Policies belong to the office, wherever it hung."""
    wanted = {node for path in paths for node in ids_of(path)}
    at: dict[int, list[PolicyRow]] = defaultdict(list)
    for row in _set_at(list(wanted)):
        at[row.wilayah_id].append(row)
    return {path: [row for node in ids_of(path) for row in at[node]] if at else [] for path in paths}


def _policies_above(stays: Stays, along: Mapping[str, list[PolicyRow]]) -> Iterator[DatedPolicy]:
    for stay in stays:
        rows = along[stay.path]
        depth_of = {node: depth for depth, node in enumerate(ids_of(stay.path))} if rows else {}
        for row in rows:
            yield DatedPolicy(
                depth=depth_of[row.wilayah_id],
                in_force_from=row.in_force_from,
                policy=Policy(
                    entitled=frozenset(IssuerType(i) for i in row.entitled),
                    longest_term_months=row.longest_term_months,
                    bimtek=Bimtek(row.bimtek),
                ),
                above_from=stay.first,
                above_past=stay.past,
            )
