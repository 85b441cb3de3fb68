import io
import zipfile

from python_calamine import CalamineWorkbook

from pendopo.documents.roster_form import fields, roster_form


def form() -> bytes:
    out = io.BytesIO()
    roster_form(out)
    return out.getvalue()


def test_the_roster_is_empty_and_the_example_stands_in_the_guide() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(form()))

    assert book.get_sheet_by_name("PSM").to_python() == [[field.heading for field in fields()]]
    assert book.get_sheet_by_name("Petunjuk").to_python()[2][:1] == ["Nama Lengkap"]


def test_columns_are_text_and_sex_is_chosen_from_two() -> None:
    book = zipfile.ZipFile(io.BytesIO(form()))
    sheet, styles = (book.read(f"xl/{name}").decode() for name in ("worksheets/sheet1.xml", "styles.xml"))

    assert '<formula1>"L,P"</formula1>' in sheet
    assert '<dataValidation type="textLength" operator="equal" errorStyle="warning"' in sheet
    assert 'numFmtId="49"' in styles  # "@"
    assert sheet.count("<col ") == len(fields())
    assert all('style="' in part for part in sheet.split("<col ")[1:])
