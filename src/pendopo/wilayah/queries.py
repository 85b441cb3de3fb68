"""Reads of the tree. Places are public: no scope here."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from pendopo.prepared import prepared
from pendopo.shared.text import key
from pendopo.wilayah.enums import Kind, Level
from pendopo.wilayah.history import places_of, successors
from pendopo.wilayah.models import FormerState, LocalName, Scheme, Wilayah
from pendopo.wilayah.paths import ids_of

ROOT_CODE = "0"
_coded = prepared(lambda code: Wilayah.objects.filter(code=code))


def by_code(code: str) -> Wilayah | None:
    """The place with this code today; else the one that had it before it was recoded."""
    place = next(iter(_coded(code)), None)
    if place is None:
        former = (
            FormerState.objects.filter(code=code).select_related("wilayah").order_by("-valid_until").first()
        )
        return former.wilayah if former else None
    return place


def root() -> Wilayah:
    return Wilayah.objects.get(code=ROOT_CODE)


def lineage(place: Wilayah) -> list[Wilayah]:
    """From Indonesia down to the place, itself included."""
    ids = ids_of(place.path)
    found = places_of(ids)
    return [found[i] for i in ids]


def children(place: Wilayah) -> QuerySet[Wilayah]:
    """Right below it today, without those that were merged away."""
    return Wilayah.objects.filter(parent=place, successor__isnull=True).order_by("code")


def villages_below(place: Wilayah) -> QuerySet[Wilayah]:
    return Wilayah.objects.filter(level=Level.VILLAGE, path__gte=place.path, path__lt=place.path_until)


def word_for(kind: str, path: str) -> str:
    """How a kind is called there: the nearest ancestor that has a word of its own, else the plain word."""
    words = dict(
        LocalName.objects.filter(kind=kind, wilayah_id__in=ids_of(path)).values_list("wilayah_id", "word")
    )
    for node in reversed(ids_of(path)):
        if node in words:
            return words[node]
    return str(Kind(kind).label)


def schemes_of(place: Wilayah) -> QuerySet[Scheme]:
    """Groupings of the province the place lies in; the default one first."""
    ids = ids_of(place.path)
    return Scheme.objects.filter(province_id__in=ids[1:2]).order_by("-is_default", "key")


def members_of(scheme: Scheme) -> dict[int, str]:
    """regency id → name of its group."""
    return dict(scheme.members.values_list("regency_id", "group"))


@dataclass(frozen=True, slots=True)
class Hit:
    id: int
    code: str
    name: str
    within: str
    level: Level
    formerly: str = ""
    """The name it was found by, where that is one of a former day."""


def search(text: str, *, below: str = "", level: Level | None = None, limit: int = 12) -> list[Hit]:
    """Places found by their own name and the names above it, a typo forgiven in each word.

    "singosari malang" finds Kec. Singosari, Kab. Malang; "kab malang" only the regency. Words are looked for in
    the own name first, then anywhere above, then with typos. Best first, at most `limit`.
    """
    words = [w for w in key(text).split() if len(w) >= 2][:6]
    kind = _KIND_OF_WORD.get(words[0]) if len(words) > 1 else None
    words = words[1:] if kind else words
    if not words:
        return []
    for where, order, values in (_by_name(words), _by_label(words), _by_likeness(words)):
        ids = _ids(where, order, values, below, level, kind, limit)
        if ids:
            return _hits(_with_former(ids, words, below, level, limit), words)
    return []


def _with_former(ids: list[int], words: list[str], below: str, level: Level | None, limit: int) -> list[int]:
    """Those that bore the name before a law changed it come last, but never fall off the list."""
    where, order, values = _by_label(words)
    where = [*where, _BORE]
    former = _ids(where, order, values | {"bore": f"{words[0]}%"}, below, level, None, limit // 2)
    kept = [i for i in ids if i not in former]
    return [*kept[: limit - len(former)], *former] if former else ids


_BORE = (
    "w.key NOT LIKE %(bore)s AND w.id IN (SELECT f.wilayah_id FROM wilayah_formerstate f"
    " WHERE lower(f.name) LIKE %(bore)s)"
)


_KIND_OF_WORD = {
    "kab": Kind.KABUPATEN, "kabupaten": Kind.KABUPATEN, "kota": Kind.KOTA, "kec": Kind.KECAMATAN,
    "kecamatan": Kind.KECAMATAN, "desa": Kind.DESA, "kel": Kind.KELURAHAN, "kelurahan": Kind.KELURAHAN,
    "provinsi": Kind.PROVINSI, "prov": Kind.PROVINSI,
}  # fmt: skip

_LIKE = "%%>"
"""A word of the left side is like the right side; how much, is said before."""
Stage = tuple[list[str], str, dict[str, Any]]


def _by_name(words: list[str]) -> Stage:
    """The first word begins a word of the own name; people type the place first and what it lies in afterwards."""
    where = ["(w.key LIKE %(begin)s OR w.key LIKE %(inner)s)", *_label_words(words[1:])]
    values: dict[str, Any] = {"begin": f"{words[0]}%", "inner": f"% {words[0]}%"} | _label_values(words[1:])
    order = "(w.key = %(whole)s) DESC, (w.key = %(first)s) DESC, (w.key LIKE %(begin)s) DESC, w.level, length(w.key)"
    return where, order, values | {"whole": " ".join(words), "first": words[0]}


def _by_label(words: list[str]) -> Stage:
    return _label_words(words), "w.level, length(w.label)", _label_values(words)


def _by_likeness(words: list[str]) -> Stage:
    where = [f"w.label {_LIKE} %(word{i})s" for i in range(len(words))]
    order = "similarity(w.key, %(word0)s) DESC, w.level, length(w.label)"
    return where, order, {f"word{i}": word for i, word in enumerate(words)}


def _label_words(words: list[str]) -> list[str]:
    return [f"(w.label LIKE %(begin{i})s OR w.label LIKE %(inner{i})s)" for i in range(len(words))]


def _label_values(words: list[str]) -> dict[str, Any]:
    return {f"begin{i}": f"{w}%" for i, w in enumerate(words)} | {
        f"inner{i}": f"% {w}%" for i, w in enumerate(words)
    }


def _ids(
    where: list[str], order: str, values: dict[str, Any],
    below: str, level: Level | None, kind: Kind | None, limit: int,
) -> list[int]:  # fmt: skip
    if below:
        where = [*where, "w.path >= %(below)s AND w.path < %(past)s"]
    if level is not None:
        where = [*where, "w.level = %(level)s"]
    if kind is not None:
        where = [*where, "w.kind = %(kind)s"]
    values |= {"below": below, "past": below + "~", "level": level, "kind": kind}
    rank = f"{order}, w.key, w.code LIMIT {int(limit)}"
    sql = f"SELECT w.id FROM wilayah_wilayah w WHERE {' AND '.join(where)} ORDER BY {rank}"  # noqa: S608 (own words only)
    with connection.cursor() as cursor:
        if _LIKE in sql:
            cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', '0.5', false)")
        cursor.execute(sql, {k: v for k, v in values.items() if f"%({k})s" in sql})
        return [row[0] for row in cursor.fetchall()]


def _hits(ids: list[int], words: list[str]) -> list[Hit]:
    found = places_of(ids)
    merged = {i for i, place in found.items() if place.successor_id}
    carried = {i: last for i, last in successors().items() if i in merged} if merged else {}
    found |= places_of(set(carried.values()) - found.keys())
    above = places_of({i for w in found.values() for i in ids_of(w.path)[1:-1]})
    formerly = _former_names(found.values(), words)
    hits: dict[int, Hit] = {}
    for i in ids:
        w = found[carried.get(i, i)]
        former = found[i].full_name if i in carried else formerly.get(i, "")
        hits.setdefault(
            w.pk,
            Hit(
                id=w.pk,
                code=w.code,
                name=w.full_name,
                within=", ".join(above[a].full_name for a in reversed(ids_of(w.path)[1:-1])),
                level=Level(w.level),
                formerly=former,
            ),
        )
    return list(hits.values())


def _former_names(places: Iterable[Wilayah], words: list[str]) -> dict[int, str]:
    """Former names of those that are not called by any of the words today."""
    strange = [w.pk for w in places if not any(word in w.key for word in words)]
    rows = FormerState.objects.filter(wilayah_id__in=strange).order_by("valid_until")
    return {row.wilayah_id: row.full_name for row in rows if any(word in key(row.name) for word in words)}
