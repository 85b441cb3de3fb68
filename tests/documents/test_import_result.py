import io
from datetime import date

from python_calamine import CalamineWorkbook

from pendopo.documents.import_result import import_result
from pendopo.documents.records import RefusedRow, RefusedSheet
from tests.documents.samples import NOTES

HEAD = [["DAFTAR PSM", "", ""], ["NAMA", "SK", ""], ["", "NOMOR", "TANGGAL"]]
MERGED = (((0, 0), (0, 2)), ((1, 0), (2, 0)), ((1, 1), (1, 2)))


def written(*sheets: RefusedSheet) -> CalamineWorkbook:
    out = io.BytesIO()
    import_result(sheets, title="Hasil impor", notes=NOTES, out=out)
    return CalamineWorkbook.from_filelike(io.BytesIO(out.getvalue()))


def refused(name: str = "KEC. BANTUR", merged: tuple = ()) -> RefusedSheet:
    cells = [
        RefusedRow(17, ["=Jaka", 3507032006770040.0, date(1977, 6, 20)], ["NIK meragukan.", "Desa kosong."])
    ]
    return RefusedSheet(name, HEAD, cells, merged)


def test_a_refused_row_keeps_its_place_and_types_beside_what_to_mend() -> None:
    sheet = written(refused()).get_sheet_by_name("KEC. BANTUR").to_python()

    assert [row[:3] for row in sheet[:3]] == HEAD
    assert sheet[2][3:] == ["Baris asal", "Yang perlu diperbaiki"]
    assert sheet[3] == ["=Jaka", 3507032006770040.0, date(1977, 6, 20), 17.0, "NIK meragukan. Desa kosong."]


def test_merged_headers_are_merged_again() -> None:
    sheet = written(refused(merged=MERGED)).get_sheet_by_name("KEC. BANTUR")

    assert sorted(sheet.merged_cell_ranges or []) == sorted(MERGED)
    assert [row[:3] for row in sheet.to_python()[:3]] == HEAD


def test_overlapping_merges_of_a_broken_upload_are_left_out() -> None:
    sheet = written(refused(merged=(*MERGED, ((0, 1), (1, 1)), ((2, 2), (2, 2)))))

    assert len(sheet.get_sheet_by_index(0).merged_cell_ranges or []) == 3


def test_sheets_of_one_name_and_the_notes() -> None:
    book = written(refused(), refused("kec. bantur"), refused("Keterangan"))

    assert book.sheet_names == ["KEC. BANTUR", "kec. bantur (2)", "Keterangan", "Keterangan (2)"]


def test_rows_shorter_and_longer_than_the_header() -> None:
    rows = [RefusedRow(4, ["a"], ["x"]), RefusedRow(5, ["a", "b", "c", "d"], ["y"])]
    sheet = written(RefusedSheet("S", HEAD, rows)).get_sheet_by_index(0).to_python()

    assert sheet[2][4:] == ["Baris asal", "Yang perlu diperbaiki"]
    assert [row[4:] for row in sheet[3:]] == [[4.0, "x"], [5.0, "y"]]
