"""Reads of the tree. Places are public: no scope here."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from pendopo.shared.text import key
from pendopo.wilayah.enums import Kind, Level
from pendopo.wilayah.models import LocalName, Scheme, Wilayah
from pendopo.wilayah.paths import ids_of

ROOT_CODE = "0"


def by_code(code: str) -> Wilayah | None:
    return Wilayah.objects.filter(code=code).first()


def root() -> Wilayah:
    return Wilayah.objects.get(code=ROOT_CODE)


def lineage(place: Wilayah) -> list[Wilayah]:
    """From Indonesia down to the place, itself included."""
    found = Wilayah.objects.in_bulk(ids_of(place.path))
    return [found[i] for i in ids_of(place.path)]


def children(place: Wilayah) -> QuerySet[Wilayah]:
    return Wilayah.objects.filter(parent=place).order_by("code")


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


@dataclass(frozen=True, slots=True)
class Hit:
    id: int
    code: str
    name: str
    within: str
    level: Level


def search(text: str, *, below: str = "", level: Level | None = None, limit: int = 12) -> list[Hit]:
    """Places whose own name and the names above it hold all words of `text`, a typo forgiven each.

    "singosari malang" finds Kec. Singosari, Kab. Malang. Best first: own name like the first word, then
    the higher level. At most `limit`.
    """
    words = [w for w in key(text).split() if len(w) >= 2][:5]
    if not words:
        return []
    hits = _search(words, below, level, limit, fuzzy=False)
    return hits or _search(words, below, level, limit, fuzzy=True)


def _search(words: list[str], below: str, level: Level | None, limit: int, *, fuzzy: bool) -> list[Hit]:
    where, values = ["w.path >= %s AND w.path < %s"], [below, below + "~"]
    for word in words:
        if fuzzy and len(word) >= 4:
            where.append("w.label %%> %s")
            values.append(word)
        else:
            where.append("(w.label LIKE %s OR w.label LIKE %s)")
            values += [f"{word}%", f"% {word}%"]
    if level is not None:
        where.append("w.level = %s")
        values.append(str(int(level)))
    # People type the place first and what it lies in afterwards, or its whole name.
    likeness = "greatest(similarity(w.key, %s), similarity(w.key, %s), similarity(left(w.label, %s), %s))"
    whole = " ".join(words)
    sql = f"""
        SELECT w.id FROM wilayah_wilayah w WHERE {" AND ".join(where)}
        ORDER BY {likeness} DESC, w.level, w.key LIMIT {int(limit)}
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', '0.5', false)")
        cursor.execute(sql, [*values, words[0], whole, len(whole), whole])
        ids = [row[0] for row in cursor.fetchall()]
    return _hits(ids)


def _hits(ids: list[int]) -> list[Hit]:
    found = Wilayah.objects.in_bulk(ids)
    above = Wilayah.objects.in_bulk({i for w in found.values() for i in ids_of(w.path)[1:-1]})
    return [
        Hit(
            id=w.id,
            code=w.code,
            name=w.full_name,
            within=", ".join(above[i].full_name for i in reversed(ids_of(w.path)[1:-1])),
            level=Level(w.level),
        )
        for w in (found[i] for i in ids)
    ]
