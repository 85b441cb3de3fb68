"""Loading the tree and its groupings from the files in `data/`. Running it again changes nothing."""

import csv
import gzip
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.db import connection, transaction

from pendopo.shared.text import key
from pendopo.wilayah.enums import Kind, Level
from pendopo.wilayah.models import FormerState, LocalName, Scheme, SchemeMember, Wilayah
from pendopo.wilayah.paths import segment

DATA = Path(__file__).parents[1] / "data"
_LEVELS = {"province": 1, "regency": 2, "district": 3, "village": 4}
_COLUMNS = ("id", "code", "level", "kind", "name", "parent_id", "path", "label", "key", "lat", "lon")

# How places are called where the plain word is not used (UU 21/2001, UU 11/2006, UU 13/2012 and local rules).
_WORDS = (
    ("11", Kind.DESA, "gampong"),
    ("13", Kind.DESA, "nagari"),
    ("34", Kind.DESA, "kalurahan"),
    ("34.71", Kind.KECAMATAN, "kemantren"),
    ("34.01", Kind.KECAMATAN, "kapanewon"),
    ("34.02", Kind.KECAMATAN, "kapanewon"),
    ("34.03", Kind.KECAMATAN, "kapanewon"),
    ("34.04", Kind.KECAMATAN, "kapanewon"),
    *((code, Kind.KECAMATAN, "distrik") for code in ("91", "92", "93", "94", "95", "96")),
    *((code, Kind.DESA, "kampung") for code in ("91", "92", "93", "94", "95", "96")),
)
_SCHEMES = {
    "eks-karesidenan": ("Eks-Karesidenan", True, True),
    "bakorwil-5": ("Bakorwil", True, True),
}


@transaction.atomic
def load_wilayah() -> int:
    """Load what is not there yet; answers the number of nodes added. The source is named in data/README.md.

    A code that a node once had is there: a place that was recoded since does not come back under its old code.
    """
    known = dict(FormerState.objects.values_list("code", "wilayah_id"))
    known |= dict(Wilayah.objects.values_list("code", "id"))
    added = _copy_new(known)
    if added:
        _load_schemes()
        _load_words()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE wilayah_wilayah")
    return added


def _copy_new(known: dict[str, int]) -> int:
    rows = list(_new_rows(known))
    if not rows:
        return 0
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY wilayah_wilayah ({', '.join(_COLUMNS)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('wilayah_wilayah', 'id'), max(id)) FROM wilayah_wilayah"
        )
    return len(rows)


def _new_rows(known: dict[str, int]) -> Iterator[tuple[object, ...]]:
    """Rows in the order of the columns, parents before children."""
    next_id = max(known.values(), default=0) + 1
    inner = {
        pk: (pk, path, label)
        for pk, path, label in Wilayah.objects.filter(level__lt=4).values_list("id", "path", "label")
    }
    above: dict[str, tuple[int, str, str]] = {
        code: inner[pk]
        for code, pk in known.items()
        if pk in inner  # former codes too
    }
    if "0" not in known:
        above["0"] = (next_id, segment(next_id), "")
        yield (
            next_id,
            "0",
            0,
            Kind.NEGARA.value,
            "Indonesia",
            None,
            segment(next_id),
            "indonesia",
            "indonesia",
            -2.5,
            118.0,
        )
        next_id += 1
    for row in _regions():
        code = row["code"]
        if code in known:
            continue
        parent, parent_path, parent_label = above[row["parent_code"] or "0"]
        kind, level = row["kind"], _LEVELS[row["level"]]
        path = parent_path + segment(next_id)
        label = f"{spoken(kind, row['name'])} {parent_label}".strip()
        if level < Level.VILLAGE:
            above[code] = (next_id, path, label)
        yield (next_id, code, level, kind, row["name"], parent, path, label, key(row["name"]),
               row["lat"] or None, row["lon"] or None)  # fmt: skip
        next_id += 1


def spoken(kind: str, name: str) -> str:
    """A name as people type it: "kab malang", "sidoluhur"."""
    word = {"kabupaten": "kab ", "kota": "kota "}.get(kind, "")
    return word + key(name)


def _regions() -> Iterator[dict[str, str]]:
    with gzip.open(DATA / "regions.csv.gz", "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _load_schemes() -> None:
    ids = dict(Wilayah.objects.filter(level__in=(1, 2)).values_list("code", "id"))
    schemes: dict[tuple[str, str], Scheme] = {}
    with (DATA / "residency.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name, default, confirmed = _SCHEMES.get(row["scheme"], ("Karesidenan lama", False, False))
            pair = row["province_code"], row["scheme"]
            if pair not in schemes:
                schemes[pair], _created = Scheme.objects.get_or_create(
                    province_id=ids[pair[0]],
                    key=row["scheme"],
                    defaults={
                        "name": name,
                        "is_default": default,
                        "confirmed": confirmed,
                        "valid_from": date(2017, 1, 1) if row["scheme"] == "bakorwil-5" else None,
                    },
                )
            SchemeMember.objects.get_or_create(
                scheme=schemes[pair],
                regency_id=ids[row["regency_code"]],
                defaults={"group": row["residency"], "source": row["source"]},
            )


def _load_words() -> None:
    ids = dict(Wilayah.objects.filter(code__in=[code for code, _k, _w in _WORDS]).values_list("code", "id"))
    for code, kind, word in _WORDS:
        LocalName.objects.get_or_create(wilayah_id=ids[code], kind=kind, defaults={"word": word})
