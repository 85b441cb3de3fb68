"""Papers: the list for a place, and one paper with its annex."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from pendopo.access.actor import Actor
from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible, visible
from pendopo.legality.enums import EndKind
from pendopo.legality.facts import load_facts
from pendopo.legality.models import BoardNaming, Scan, Sk, SkNaming, SkRevocation, SkVerification
from pendopo.legality.phrases import entitled_words
from pendopo.legality.queries.paging import Page, most_of, pages_of
from pendopo.legality.queries.verdicts import Verdict, verdicts_of
from pendopo.legality.queries.words import paper_period, signed_by
from pendopo.prepared import OneOf, prepared
from pendopo.roster.models import PsmPosting
from pendopo.rules.expiry import DAYS
from pendopo.rules.issuer import IssuerType
from pendopo.rules.policy import policy_on
from pendopo.shared.refusals import NotVisible
from pendopo.shared.text import squeeze
from pendopo.wilayah.models import Wilayah

MOST_NAMES = 400


@dataclass(frozen=True, slots=True)
class SkFilters:
    text: str = ""
    state: str = ""
    """belum_diperiksa, diperiksa, tanpa_penanda_tangan, segera, dicabut, dibatalkan, tanpa_pindaian, pengurus"""


@dataclass(frozen=True, slots=True)
class SkLine:
    id: int
    number: str
    issuer: str
    signed_on: date | None
    signed_year: int | None
    period: str
    people: int
    checked: bool
    revoked: bool
    annulled: bool
    has_scan: bool


@dataclass(frozen=True, slots=True)
class Named:
    """One name of the annex, and how that posting stands on the day."""

    naming: SkNaming
    posting: PsmPosting
    verdict: Verdict

    @property
    def because_of_this(self) -> bool:
        return self.verdict.governing == self.naming.sk_id and self.verdict.standing in ("sah", "segera")


@dataclass(frozen=True, slots=True)
class SkSheet:
    sk: Sk
    issuer: str
    period: str
    check: SkVerification | None
    revocation: SkRevocation | None
    entitled: bool | None
    """Might this office sign, by the policy of that day? None where a fact is missing."""
    entitled_words: str
    named: tuple[Named, ...]
    outside: int
    """How many more names it has beyond the actor's reach."""

    @property
    def legal(self) -> tuple[Named, ...]:
        return tuple(n for n in self.named if n.because_of_this)

    @property
    def others(self) -> tuple[Named, ...]:
        return tuple(n for n in self.named if not n.because_of_this)

    @property
    def may_change(self) -> bool:
        """Only an office that covers everybody named changes the paper."""
        return not self.outside and self.sk.annulled_at is None


def sk_list(actor: Actor, place: Wilayah, on: date, filters: SkFilters, number: int = 1) -> Page[SkLine]:
    """Papers that name PSM of the place, the newest first; with state "pengurus" those of its boards."""
    if not actor.reaches(place.path):
        raise NotVisible
    there = replace(actor, path=place.path)
    namings: QuerySet[Any] = visible(SkNaming.objects.all(), there, Permission.SK_VIEW)
    if filters.state == "pengurus":
        namings = visible(BoardNaming.objects.all(), there, Permission.SK_VIEW)
    rows = Sk.objects.filter(_state(filters.state, on), pk__in=namings.values("sk_id"))
    if filters.text.strip():
        rows = rows.filter(number_key__contains=squeeze(filters.text)[:60])
    rows = rows.order_by(F("signed_on").desc(nulls_last=True), "-id")
    keys, number, total, more = pages_of([rows], number, most_of(place))
    found = {sk.pk: sk for sk in _whole(keys)} if keys else {}
    return Page([_line(found[key]) for key in keys if key in found], number, total, more)


def one_sk(actor: Actor, sk_id: int) -> Sk:
    return one_visible(Sk.objects.select_related("office", "scan"), actor, Permission.SK_VIEW, pk=sk_id)


def sk_sheet(actor: Actor, sk_id: int, on: date) -> SkSheet:
    """One paper, the names on it that are in reach, and what it does for each on the day."""
    sk = one_sk(actor, sk_id)
    everybody = SkNaming.objects.filter(sk=sk, annulled_at__isnull=True)
    rows = visible(everybody, actor, Permission.SK_VIEW).select_related(
        "posting__person", "posting__village", "village"
    )
    namings = list(rows.order_by("order", "pk")[:MOST_NAMES])
    verdicts = verdicts_of(actor, [n.posting for n in namings], on)
    entitled = _entitled(sk, namings[0].posting) if namings else None
    return SkSheet(
        sk=sk,
        entitled=sk.issuer in entitled if entitled and sk.issuer else None,
        entitled_words=entitled_words(entitled) if entitled else "",
        issuer=signed_by(sk),
        period=paper_period(sk),
        check=sk.verifications.filter(withdrawn_at__isnull=True).first(),
        revocation=sk.revocations.filter(annulled_at__isnull=True).first(),
        named=tuple(Named(n, n.posting, v) for n, v in zip(namings, verdicts, strict=True)),
        outside=everybody.count() - rows.count(),
    )


def _entitled(sk: Sk, posting: PsmPosting) -> frozenset[IssuerType] | None:
    if sk.signed_on is None:
        return None
    return policy_on(load_facts([posting])[posting.pk].policies, sk.signed_on).entitled


def scan_of(actor: Actor, sk_id: int) -> Scan:
    """The scan of a paper in reach; NotVisible where it has none."""
    scan = one_sk(actor, sk_id).scan
    if scan is None:
        raise NotVisible
    return scan


def _state(state: str, on: date) -> Q:
    checked = Exists(SkVerification.objects.filter(sk=OuterRef("pk"), withdrawn_at__isnull=True))
    revoked = Exists(SkRevocation.objects.filter(sk=OuterRef("pk"), annulled_at__isnull=True))
    if state == "dibatalkan":
        return Q(annulled_at__isnull=False)
    narrowed = {
        "belum_diperiksa": ~Q(checked),
        "diperiksa": Q(checked),
        "tanpa_penanda_tangan": Q(issuer=""),
        "tanpa_pindaian": Q(scan__isnull=True),
        "segera": Q(end_kind=EndKind.TANGGAL, ends_on__gte=on, ends_on__lte=on + timedelta(days=DAYS))
        & ~Q(revoked),
        "dicabut": Q(revoked),
    }.get(state, Q())
    return Q(annulled_at__isnull=True) & narrowed


def _with_facts(keys: list[int]) -> QuerySet[Any]:
    here = {"sk_id": OuterRef("pk")}
    named = SkNaming.objects.filter(**here, annulled_at__isnull=True).order_by().values("sk_id")
    return (
        Sk.objects.filter(OneOf(F("pk"), keys))
        .select_related("office")
        .annotate(
            people=Coalesce(Subquery(named.annotate(n=Count("id")).values("n")), 0),
            checked=Exists(SkVerification.objects.filter(**here, withdrawn_at__isnull=True)),
            revoked=Exists(SkRevocation.objects.filter(**here, annulled_at__isnull=True)),
        )
    )


_whole = prepared(_with_facts)


def _line(sk: Any) -> SkLine:
    return SkLine(
        id=sk.pk,
        number=sk.number,
        issuer=signed_by(sk),
        signed_on=sk.signed_on,
        signed_year=sk.signed_year,
        period=paper_period(sk),
        people=sk.people,
        checked=sk.checked,
        revoked=sk.revoked,
        annulled=sk.annulled_at is not None,
        has_scan=sk.scan_id is not None,
    )


def _among(rows: QuerySet[Any], ids: list[int]) -> set[int]:
    return set(rows.filter(sk_id__in=ids).values_list("sk_id", flat=True))
