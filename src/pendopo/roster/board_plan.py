"""Which seats a board has: the default plan of each level, as data, and the plan an office has set instead.

The defaults follow boards that were seen (Jawa Tengah 2023-2028: pembina, pengarah, tim motivator, one
deputy chair for each eks-karesidenan, six fields of work); no rule fixes them, so every office may change them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pendopo.roster.enums import SeatKind
from pendopo.roster.models import SeatPlan
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import SchemeMember, Wilayah
from pendopo.wilayah.paths import ids_of
from pendopo.wilayah.queries import schemes_of


@dataclass(frozen=True, slots=True)
class PlanLine:
    kind: SeatKind
    name: str
    count: int = 1
    required: bool = False
    per_residency: bool = False


@dataclass(frozen=True, slots=True)
class NewSeat:
    kind: SeatKind
    name: str
    order: int
    required: bool


_K = SeatKind
_CORE = (
    PlanLine(_K.KETUA, "Ketua", required=True),
    PlanLine(_K.WAKIL, "Wakil Ketua"),
    PlanLine(_K.SEKRETARIS, "Sekretaris", required=True),
    PlanLine(_K.BENDAHARA, "Bendahara", required=True),
)
_FIELDS = (
    "Organisasi dan Kaderisasi",
    "Pendidikan dan Pelatihan",
    "Usaha Kesejahteraan Sosial",
    "Data dan Informasi",
    "Hubungan Masyarakat dan Kemitraan",
    "Pemberdayaan Perempuan dan Keluarga",
)


def _fields(count: int) -> tuple[PlanLine, ...]:
    return tuple(PlanLine(_K.BIDANG, f"Bidang {name}") for name in _FIELDS[:count])


DEFAULT_PLANS: dict[Level, tuple[PlanLine, ...]] = {
    Level.COUNTRY: (
        PlanLine(_K.PEMBINA, "Pembina"),
        PlanLine(_K.PENGARAH, "Pengarah"),
        *_CORE[:1],
        PlanLine(_K.WAKIL, "Wakil Ketua", count=3),
        *_CORE[2:],
        *_fields(6),
    ),
    Level.PROVINCE: (
        PlanLine(_K.PEMBINA, "Pembina Umum"),
        PlanLine(_K.PENGARAH, "Pengarah"),
        PlanLine(_K.PEMBINA, "Pembina Harian"),
        PlanLine(_K.MOTIVATOR, "Tim Motivator dan Dinamisator", count=2),
        *_CORE[:1],
        PlanLine(_K.WAKIL, "Wakil Ketua", per_residency=True),
        *_CORE[2:],
        *_fields(6),
    ),
    Level.REGENCY: (
        PlanLine(_K.PEMBINA, "Pembina"),
        PlanLine(_K.PENGARAH, "Pengarah"),
        *_CORE,
        *_fields(4),
    ),
    Level.DISTRICT: (PlanLine(_K.PEMBINA, "Pembina"), *_CORE, PlanLine(_K.ANGGOTA, "Anggota", count=2)),
    Level.VILLAGE: (PlanLine(_K.PEMBINA, "Pembina"), _CORE[0], *_CORE[2:]),
}


def plan_at(place: Wilayah, level: Level) -> SeatPlan | None:
    """The seat plan that holds at a place for boards of a level: of the nearest office that has set one."""
    plans = SeatPlan.objects.filter(wilayah_id__in=ids_of(place.path), level=level, cancelled_at__isnull=True)
    return max(plans.prefetch_related("lines"), key=lambda plan: len(plan.place_path), default=None)


def lines_at(place: Wilayah, level: Level) -> tuple[PlanLine, ...]:
    plan = plan_at(place, level)
    if plan is None:
        return DEFAULT_PLANS[level]
    lines = sorted(plan.lines.all(), key=lambda line: (line.order, line.pk))
    return tuple(
        PlanLine(SeatKind(li.kind), li.name, li.count, li.required, li.per_residency) for li in lines
    )


def seats_of_plan(place: Wilayah) -> list[NewSeat]:
    """The seats a new board of the place begins with, in their order."""
    level = Level(place.level)
    named = ((line, name) for line in lines_at(place, level) for name in _names(line, place))
    return [NewSeat(line.kind, name, order, line.required) for order, (line, name) in enumerate(named, 1)]


def _names(line: PlanLine, place: Wilayah) -> Iterator[str]:
    groups = residencies(place) if line.per_residency else []
    if groups:
        yield from (f"{line.name} {group}" for group in groups)
    elif line.count == 1:
        yield line.name
    else:
        yield from (f"{line.name} {number}" for number in range(1, line.count + 1))


def residencies(place: Wilayah) -> list[str]:
    """Groups of the province's default scheme, in the order of their regencies; none elsewhere."""
    scheme = schemes_of(place).first() if place.level == Level.PROVINCE else None
    if scheme is None:
        return []
    members = SchemeMember.objects.filter(scheme=scheme).order_by("regency__code")
    return list(dict.fromkeys(members.values_list("group", flat=True)))
