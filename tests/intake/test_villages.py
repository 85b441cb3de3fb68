import pytest

from pendopo.intake.villages import MatchKind, VillageIndex, village_key
from tests.intake.samples import villages_of

ENTRIES = [
    ("1", "Bejalen", "desa", "A", "Ambarawa"),
    ("2", "Tambakboyo", "desa", "A", "Ambarawa"),
    ("3", "Pasekan", "desa", "A", "Ambarawa"),
    ("4", "Pasekan", "kelurahan", "A", "Ambarawa"),
    ("5", "Bejalen", "desa", "B", "Bandungan"),
    ("6", "Ujung-ujung", "desa", "B", "Bandungan"),
    ("7", "Desa", "desa", "B", "Bandungan"),
    ("8", "Kelapa Dua", "desa", "B", "Bandungan"),
]
INDEX = VillageIndex(ENTRIES)


@pytest.mark.parametrize(
    ("village", "district", "kind", "id_"),
    [
        ("Bejalen", "Ambarawa", "exact", "1"),
        ("Ds. BEJALEN", "KEC. AMBARAWA", "exact", "1"),
        ("desa bejalen", "Bandungan", "exact", "5"),
        ("Bejalen", "", "ambiguous", None),
        ("Tambak Boyo", "", "exact", "2"),
        ("UJUNG UJUNG", "Bandungan", "exact", "6"),
        ("Kelapa Dua", "Bandungan", "exact", "8"),
        ("Desa", "Bandungan", "exact", "7"),
        ("Kel. Pasekan", "Ambarawa", "exact", "4"),
        ("Ds. Pasekan", "Ambarawa", "exact", "3"),
        ("Pasekan", "Ambarawa", "ambiguous", None),
        ("Bejallen", "Ambarawa", "offered", None),
        ("Tambakboyo", "Bandungan", "offered", None),  # exists, in another district: asked
        ("Tambakboyo", "Ambarwa", "exact", "2"),  # misspelt district, name unique in the regency
        ("Bejalen", "Ambarwa", "offered", None),
        ("Bejalen", "Singosari", "ambiguous", None),
        ("Xyzxyz", "Ambarawa", "none", None),
        ("", "Ambarawa", "none", None),
    ],
)
def test_match(village, district, kind, id_):
    match = INDEX.match(village, district)
    assert (match.kind, match.village_id) == (MatchKind(kind), id_)


def test_the_best_candidate_is_offered():
    assert INDEX.match("Bejallen", "Ambarawa").offered == "1"
    assert INDEX.match("Bejallen", "Bandungan").offered == "5"


def test_confirmed_spellings_are_learnt_per_district():
    taught = VillageIndex(
        ENTRIES, {f"ambarawa|{village_key('Ds. Bejallen')}": "1", "boyo": "2", "gone": "99"}
    )
    assert taught.match("bejallen", "Ambarawa").village_id == "1"
    assert taught.match("bejallen", "Bandungan").kind is MatchKind.OFFERED
    assert taught.match("Boyo").village_id == "2"
    assert taught.match("gone").village_id is None


@pytest.mark.parametrize("regency", ["35.07", "35.23", "35.71", "33.16", "33.22", "11.01", "91.03"])
def test_every_village_finds_itself_and_never_another(regency):
    """With its district named, each official name is exact or, where two share it, ambiguous."""
    index = villages_of(regency)
    for village in index.villages.values():
        match = index.match(village.name, village.district_name)
        assert match.village_id == village.id or match.kind is MatchKind.AMBIGUOUS
