"""Bad files: only a refusal with a sentence, or a reading; never another exception."""

import io
import os
import subprocess
import sys
import zipfile

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.intake.container import kind_of
from pendopo.intake.drafts import RosterReading
from pendopo.intake.headers import Headers, find_headers
from pendopo.intake.regency import guess_regency
from pendopo.intake.roster import read_roster
from pendopo.intake.same import likely_same, seen_of
from pendopo.intake.workbook import Sheet, Workbook, read_workbook
from pendopo.shared.refusals import Invalid
from tests.intake.samples import BOARDS, FOLDER, ROOT, ROSTERS, TODAY, regencies, villages_of, workbook

VILLAGES = villages_of("35.71")
FUZZ = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
SLOW_FUZZ = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
TITLES = [
    "NO",
    "NAMA",
    "NIK",
    "TTL",
    "L/P",
    "DESA",
    "KECAMATAN",
    "NO SK",
    "TGL SK",
    "BERLAKU S/D",
    "BIMTEK",
    "HP",
    "TMT",
]

cells = st.one_of(
    st.text(max_size=40),
    st.floats(),
    st.integers(-(10**18), 10**18),
    st.booleans(),
    st.dates(),
    st.none(),
    st.sampled_from(
        ["31/02/1975", "3,50706E+15", "-", "=1+1", "Kel. Pojok", "2", "tanpa batas", "JUMLAH", "Mengetahui"]
    ),
)


def read_or_refuse(content: bytes, name: str = "x.xlsx") -> RosterReading | None:
    try:
        book = read_workbook(content, name)
    except Invalid as refused:
        return check_sentence(refused)
    return whole(book)


def check_sentence(refused: Invalid) -> None:
    assert refused.sentence.endswith(".")


def whole(book: Workbook) -> RosterReading:
    reading = read_roster(book, VILLAGES, today=TODAY)
    likely_same(seen_of(reading.rows))
    guess_regency(book, regencies()[:40])
    for sheet in reading.sheets:
        assert Headers.of_json(sheet.headers.as_json()) == sheet.headers
    return reading


@FUZZ
@given(st.binary(max_size=4000))
def test_any_bytes(content):
    read_or_refuse(content)


@SLOW_FUZZ
@given(
    st.sampled_from([b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.7"]),
    st.binary(max_size=2000),
)
def test_any_bytes_after_a_known_beginning(magic, rest):
    read_or_refuse(magic + rest)


@FUZZ
@given(st.lists(st.lists(cells, max_size=16), max_size=12))
def test_any_cells_under_a_header(rows):
    whole(Workbook("x", kind_of(b"a;b"), (Sheet("S", (tuple(TITLES), *map(tuple, rows))),)))


@FUZZ
@given(
    st.lists(st.lists(cells, max_size=8), max_size=12),
    st.lists(st.tuples(*[st.integers(0, 9)] * 4), max_size=3),
)
def test_any_cells_anywhere(rows, merged):
    ranges = tuple(((a, b), (c, d)) for a, b, c, d in merged)
    whole(Workbook("x", kind_of(b"a;b"), (Sheet("KEC. X", tuple(map(tuple, rows)), ranges),)))


@FUZZ
@given(st.text(alphabet=st.sampled_from(list("nama;nik,desa\t|\"'\r\n=+-0123456789 éÿ\x00")), max_size=600),
       st.sampled_from(["utf-8", "utf-16", "cp1252", "utf-8-sig", "utf-16-le"]))  # fmt: skip
def test_any_csv(text, encoding):
    read_or_refuse(("nama;nik;desa;kecamatan\n" + text).encode(encoding, errors="replace"), "x.csv")


QUESTIONS = ["as_of:DATA", "signer:*", "birth:DATA:9", "village::ngrogngo", "nik:DATA:7", "village:::",
             "sk_date:DATA:pocanan:x", "sex:DATA:4"]  # fmt: skip


@FUZZ
@given(st.dictionaries(st.sampled_from(QUESTIONS), st.text(max_size=20)))
def test_any_answers(answers):
    read_roster(workbook("PSM KOTA KEDIRI.xls"), VILLAGES, today=TODAY, answers=answers)


@pytest.mark.parametrize("name", [*ROSTERS, *BOARDS])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_half_files(name, share):
    content = (FOLDER / name).read_bytes()
    read_or_refuse(content[: int(len(content) * share)], name)


@pytest.mark.parametrize("name", [*ROSTERS, *BOARDS])
def test_flipped_bytes(name):
    content = bytearray((FOLDER / name).read_bytes())
    for at in range(100, len(content), 997):
        content[at] ^= 0x55
    read_or_refuse(bytes(content), name)


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def xlsx(rows, at=(0, 0)) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("DATA")
        for i, row in enumerate(rows):
            sheet.write_row(at[0] + i, at[1], row)
    return out.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(Invalid) as caught:
        read_workbook(content, "x.xlsx")
    return caught.value.sentence


def test_what_is_no_table_is_said():
    assert "kosong" in refusal(b"") and "kosong" in refusal(b"\n\n  \x00")
    assert "20 MB" in refusal(b"a;b\n" * 6_000_000)
    assert "PDF" in refusal(b"%PDF-1.7 ...")
    assert "Word" in refusal(zipped(**{"word__document.xml": b"<w/>"}))
    assert "ZIP" in refusal(zipped(**{"catatan.txt": b"x"}))
    assert "halaman web" in refusal(b"<html><table><tr><td>nama</td></tr></table>")
    assert "kata sandi" in refusal(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    )
    assert "rusak" in refusal(zipped(**{"xl__workbook.xml": b"<nonsense"}))
    assert "bukan tabel" in refusal(bytes(range(256)) * 20)
    assert "tanda kutip" in refusal(b'nama;nik\nA;"1\nB;2\n')


def test_zip_bomb_is_not_opened():
    assert "jauh lebih besar" in refusal(
        zipped(**{"xl__workbook.xml": b"<w/>", "xl__a.xml": b"\0" * 310_000_000})
    )
    many = zipped(**{f"xl__workbook{i}.xml": b"" for i in range(5_100)})
    assert "jauh lebih besar" in refusal(many)


def test_a_cell_in_the_last_corner_harms_nobody():
    assert "luar tabel" in refusal(xlsx([["x"], *[[]] * 1_048_574, [""] * 16_383 + ["y"]]))
    assert "200.000 baris" in refusal(xlsx([["x"]], at=(1_048_575, 16_383)))
    assert "kolom" in refusal(xlsx([list(range(201))]))
    assert "200.000 baris" in refusal(("nama;nik\n" * 200_001).encode())


def test_row_numbers_are_those_excel_shows():
    titles = ["Nama", "NIK", "Desa", "L/P"]
    found = read_or_refuse(xlsx([titles, ["Budi Santoso", "3571021304860046", "Pojok", "L"]], at=(6, 3)))
    assert [r.row for r in found.rows] == [8]
    assert find_headers(read_workbook(xlsx([titles], at=(6, 3))).sheets[0]).first == 7


def test_utf16_and_semicolons_from_excel():
    text = "Nama\tNIK\tDesa\nBudi “Éko”\t3571021304860046\tPojok\n"
    for encoding in ("utf-16", "utf-16-le", "utf-8", "utf-8-sig", "cp1252"):
        found = read_or_refuse(text.encode(encoding), "x.csv")
        assert found.rows[0].draft.name.name == "Budi “Éko”"
        assert found.rows[0].draft.nik.digits == "3571021304860046"


READ_BIG = """
import resource, sys
from pendopo.intake.roster import read_roster
from pendopo.intake.workbook import read_workbook
from tests.intake.samples import TODAY, villages_of
reading = read_roster(read_workbook(sys.stdin.buffer.read()), villages_of("35.71"), today=TODAY)
print(len(reading.rows), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def test_hundred_thousand_rows_in_reasonable_memory():
    rest = ["Kediri, 13/04/1986", "Pojok", "No. 27 TAHUN 2019 tanggal 18 Desember 2019"]
    rows = (["Siti Aminah", f"357102130486{i % 9999 + 1:04}", *rest] for i in range(100_000))
    content = xlsx([["Nama", "NIK", "TTL", "Kelurahan", "SK"], *rows])
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    done = subprocess.run(
        [sys.executable, "-c", READ_BIG], input=content, capture_output=True, env=environment, check=True
    )
    count, megabytes = map(int, done.stdout.split())
    print(f"\n{count} rows in {megabytes} MB")
    assert count == 100_000
    assert megabytes < 900
