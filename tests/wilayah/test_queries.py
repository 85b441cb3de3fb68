import pytest

from pendopo.wilayah.commands import load_wilayah
from pendopo.wilayah.enums import Kind, Level
from pendopo.wilayah.models import Scheme, SchemeMember, Wilayah
from pendopo.wilayah.paths import ancestor, common, ids_of, level_of, segment
from pendopo.wilayah.queries import by_code, lineage, schemes_of, search, villages_below, word_for

pytestmark = pytest.mark.django_db


def test_all_of_indonesia_is_there() -> None:
    counts = {level: Wilayah.objects.filter(level=level).count() for level in Level}
    assert counts == {0: 1, 1: 38, 2: 514, 3: 7285, 4: 83762}
    assert Wilayah.objects.filter(kind=Kind.KELURAHAN).count() == 8496


def test_loading_again_changes_nothing() -> None:
    assert load_wilayah() == 0


def test_path_leads_from_indonesia_to_the_village() -> None:
    village = by_code("35.07.24.2001") or pytest.fail("no village")
    names = [w.code for w in lineage(village)]
    assert names == ["0", "35", "35.07", "35.07.24", "35.07.24.2001"]
    assert level_of(village.path) is Level.VILLAGE
    assert ancestor(village.path, Level.REGENCY) == by_code("35.07").path  # type: ignore[union-attr]
    assert ids_of(village.path)[-1] == village.pk


def test_a_new_code_changes_no_path() -> None:
    district = by_code("35.07.24") or pytest.fail("no district")
    before = list(villages_below(district).values_list("path", flat=True))
    Wilayah.objects.filter(pk=district.pk).update(code="35.07.99")
    assert list(villages_below(district).values_list("path", flat=True)) == before


def test_lowest_common_node() -> None:
    paths = [by_code(c).path for c in ("35.07.24.2001", "35.07.06.2008", "35.07.24")]  # type: ignore[union-attr]
    assert common(paths) == by_code("35.07").path  # type: ignore[union-attr]
    assert segment(1) == "00001"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("singosari malang", "35.07.24"),
        ("singosri malang", "35.07.24"),
        ("SINGOSARI, Mlang", "35.07.24"),
        ("kab malang", "35.07"),
        ("jawa timur", "35"),
        ("surakrta", "33.72"),
        ("argoyuwono ampelgding", "35.07.06.2008"),
    ],
)
def test_search_finds_what_people_type(text: str, code: str) -> None:
    assert search(text)[0].code == code


@pytest.mark.parametrize("text", ["", " ", "%", "'", "\\", "a", "zzzzqqqq", "x" * 300, "\x00", "🙂🙂"])
def test_search_survives_anything(text: str) -> None:
    assert isinstance(search(text), list)


def test_search_stays_below_a_place_and_on_a_level() -> None:
    malang = by_code("35.07") or pytest.fail("no regency")
    hits = search("sari", below=malang.path, level=Level.VILLAGE)
    assert hits
    assert all(h.code.startswith("35.07.") and h.level is Level.VILLAGE for h in hits)


def test_residencies_are_data() -> None:
    groups = {
        (s.province.code, s.key): s.members.values("group").distinct().count()
        for s in Scheme.objects.select_related("province")
    }
    assert groups["33", "eks-karesidenan"] == 6
    assert groups["35", "bakorwil-5"] == 5
    assert SchemeMember.objects.filter(scheme__key="bakorwil-5").count() == 38
    assert schemes_of(by_code("35.07"))[0].key == "bakorwil-5"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("11.01.01.2001", "gampong"),
        ("35.07.24.2001", "Desa"),
        ("34.04.01.2001", "kalurahan"),
        ("13.01.01.2001", "nagari"),
    ],
)
def test_places_are_called_as_there(code: str, word: str) -> None:
    village = by_code(code) or pytest.fail("no village")
    assert word_for(Kind.DESA, village.path).lower() == word.lower()
