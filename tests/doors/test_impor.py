"""The pages of an import, with the real client: from upload to result, and whatever else a browser may send."""

import random
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks_db.models import DBTaskResult
from python_calamine import CalamineWorkbook

from pendopo.access.enums import Role
from pendopo.jobs.imports import save_batch
from pendopo.processes.imports.queries import review
from pendopo.processes.imports.shelf import take_file
from pendopo.processes.models import ImportBatch, ImportProgress, ImportRow, ImportState, RowState
from pendopo.roster.models import PsmPosting
from pendopo.wilayah.models import Wilayah
from tests.intake.samples import FOLDER
from tests.processes.imports import actor
from tests.worlds.two_kabupaten import JATIM, MALANG, SEMARANG

NAME = "DATA PSM KAB MALANG 2023.xlsx"


@pytest.fixture
def secretary(client_as):
    return client_as(Role.IPSM_SECRETARY, MALANG)


def upload(client, name=NAME, content=None):
    body = content if content is not None else (FOLDER / name).read_bytes()
    return client.post("/impor/", {"file": SimpleUploadedFile(name, body)})


def small(*rows, head=("No", "Nama", "NIK", "Tanggal Lahir", "Desa", "Kecamatan", "No SK", "Tgl SK")):
    """A tidy sheet of a few rows in Kab. Malang."""
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([head, *([n, *row] for n, row in enumerate(rows, 1))]):
            sheet.write_row(at, 0, row)
    return out.getvalue()


def sheets_of(answer):
    """name → rows of a workbook that was downloaded."""
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


SITI = ("Siti Contoh", "3507066702680020", "27/02/1968", "Sukoraharjo", "Kepanjen", "141/7/2020", "2/1/2020")
BUDI = ("Budi Contoh", "3507061710640054", "31/02/1970", "Sukorahardjo", "Kepanjen", "", "")


@pytest.fixture
def batch(secretary):
    """Two rows on the review page: one is ready, one asks about its birth date and its village."""
    answer = upload(secretary, "kecil.xlsx", small(SITI, BUDI))
    assert answer.status_code == 302, answer.content.decode()
    return ImportBatch.objects.latest("pk")


def text_of(answer):
    return answer.content.decode()


def test_the_list_explains_itself(secretary):
    page = text_of(secretary.get("/impor/"))
    assert "Belum ada impor di wilayah ini" in page
    assert "Unduh format kosong" in page
    assert "PSM" in sheets_of(secretary.get("/impor/format.xlsx"))


def test_a_file_that_is_understood_goes_straight_to_its_rows(secretary, batch):
    assert batch.confirmed
    page = text_of(secretary.get(f"/impor/{batch.pk}/periksa"))
    assert "1 orang siap disimpan" in page
    assert "“31/02/1970”" in page
    assert "Ya, Desa Sukoraharjo" in page
    assert "3507061710640054" not in page
    assert "disabled" in page  # nothing is saved before the two questions are answered


def test_answers_in_place_then_saved(secretary, batch):
    birth, village = (q.key for q in _questions(batch))
    at = f"/impor/{batch.pk}/jawab"
    place = Wilayah.objects.get(name="Sukoraharjo", path__startswith=batch.place_path)
    htmx = {"HX-Request": "true"}
    wrong = secretary.post(at, {"pertanyaan": birth, "tulis": "31/02/1970"}, headers=htmx)
    assert "tidak ada di kalender" in text_of(wrong)
    good = secretary.post(at, {"pertanyaan": birth, "tulis": "17 Oktober 1964"}, headers=htmx)
    assert "<html" not in text_of(good)
    secretary.post(at, {"pertanyaan": village, "jawaban": str(place.pk)}, headers=htmx)
    page = text_of(secretary.get(f"/impor/{batch.pk}/periksa"))
    assert "2 orang siap disimpan" in page
    assert "semua terjawab" in page
    secretary.post(f"/impor/{batch.pk}/lembar", {"signer": "kepala_desa", "as_of": "31/12/2025"})
    assert "keadaan per" not in text_of(secretary.post(f"/impor/{batch.pk}/simpan")).lower()
    assert "Menyimpan 2 baris" in text_of(secretary.get(f"/impor/{batch.pk}/simpan"))
    save_batch.call(batch.pk)
    done = secretary.get(f"/impor/{batch.pk}/simpan", headers=htmx)
    assert done["HX-Redirect"] == f"/impor/{batch.pk}/hasil"
    result = text_of(secretary.get(f"/impor/{batch.pk}/hasil"))
    assert "2 orang baru tercatat" in result
    assert PsmPosting.objects.filter(import_id=batch.pk).count() == 2


SHEET = {"signer": "kepala_desa", "as_of": "31/12/2025"}


def test_what_waits_is_not_counted_as_being_saved(secretary, batch):
    secretary.post(f"/impor/{batch.pk}/lembar", SHEET)
    secretary.post(f"/impor/{batch.pk}/simpan")
    assert "Menyimpan 1 baris" in text_of(secretary.get(f"/impor/{batch.pk}/simpan"))


def test_the_result_tells_what_is_new_and_nothing_else(secretary):
    assert "1 orang baru tercatat, dan 1 nama dihubungkan dengan SK-nya." in _result_of(secretary, SITI)
    again = _result_of(secretary, (*SITI[:2], "27-02-1968", *SITI[3:]))
    assert "0 orang baru tercatat, dan tidak ada nama yang baru dihubungkan dengan SK." in again
    assert "tidak ada SK baru bagi mereka" in again
    newer = _result_of(secretary, (*SITI[:5], "141/9/2024", "2/1/2024"))
    assert "1 di antaranya dengan SK baru" in newer


def _result_of(secretary, row):
    upload(secretary, "satu.xlsx", small(row))
    batch = ImportBatch.objects.latest("pk")
    secretary.post(f"/impor/{batch.pk}/lembar", SHEET)
    secretary.post(f"/impor/{batch.pk}/simpan")
    save_batch.call(batch.pk)
    return text_of(secretary.get(f"/impor/{batch.pk}/hasil"))


def test_the_same_file_again_says_so_and_changes_nothing(secretary, batch):
    again = upload(secretary, "kecil.xlsx", take_file(batch))
    assert again.status_code == 302
    assert ImportBatch.objects.count() == 1
    assert "persis sama" in text_of(secretary.get(f"/impor/{batch.pk}/periksa"))


def test_an_upload_that_was_cut_off_goes_on_when_it_is_sent_again(secretary, batch):
    ImportBatch.objects.update(confirmed=False)
    answer = upload(secretary, "kecil.xlsx", take_file(batch))
    assert answer["Location"].endswith(f"/impor/{batch.pk}/periksa")
    batch.refresh_from_db()
    assert batch.confirmed


def test_rows_that_wait_come_back_as_a_sheet_to_mend(secretary, batch):
    answer = secretary.get(f"/impor/{batch.pk}/perbaiki.xlsx")
    rows = next(iter(sheets_of(answer).values()))
    assert rows[1][1] == "Budi Contoh"
    assert rows[1][-2] == 3
    assert "tidak ada di kalender" in rows[1][-1]
    mended = upload(secretary, "perbaiki.xlsx", answer.content)
    assert mended.status_code == 302
    assert ImportBatch.objects.latest("pk").confirmed  # its two added columns are known


def test_a_twin_is_shown_side_by_side_and_decided(secretary):
    near = ("Siti Contho", "", "27/02/1968", "Sukoraharjo", "Kepanjen", "99/2023", "5/5/2023")
    upload(secretary, "kembar.xlsx", small(SITI, near))
    batch = ImportBatch.objects.latest("pk")
    secretary.post(f"/impor/{batch.pk}/lembar", {"signer": "kepala_desa", "as_of": "31/12/2025"})
    secretary.post(f"/impor/{batch.pk}/simpan")
    save_batch.call(batch.pk)
    page = text_of(secretary.get(f"/impor/{batch.pk}/hasil"))
    assert "Orang yang sama?" in page
    assert "Siti Contho" in page
    assert "berbeda" in page  # two NIK may look the same behind their masks
    row = ImportRow.objects.get(batch=batch, state=RowState.TWIN)
    answer = secretary.post(f"/impor/baris/{row.pk}", {"sama": "ya", "impor": batch.pk}, follow=True)
    assert "Dicatat sebagai orang yang sama" in text_of(answer)
    assert PsmPosting.objects.get(import_id=batch.pk).namings.count() == 2
    again = secretary.post(f"/impor/baris/{row.pk}", {"sama": "ya", "impor": batch.pk})
    assert again.status_code in (302, 404)


def test_rows_that_wait_for_the_same_are_told_together(secretary):
    names = [
        (f"Budi Contoh {n}", "", "31/02/1970", "Sukoraharjo", "Kepanjen", "", "") for n in ("A", "B", "C")
    ]
    upload(secretary, "kecil.xlsx", small(SITI, *names))
    batch = ImportBatch.objects.latest("pk")
    secretary.post(f"/impor/{batch.pk}/lembar", {"signer": "kepala_desa", "as_of": "31/12/2025"})
    secretary.post(f"/impor/{batch.pk}/simpan")
    save_batch.call(batch.pk)
    page = text_of(secretary.get(f"/impor/{batch.pk}/hasil"))
    assert page.count("tidak ada di kalender") == 1
    assert "· 3, 4, 5" in page


def test_one_answer_for_many_rows_says_for_how_many(secretary):
    lost = [
        (f"{name} Contoh", "", "31/02/1970", "Tidakadadesa", "Kepanjen", "", "")
        for name in ("Ani", "Budi", "Cici")
    ]
    upload(secretary, "kecil.xlsx", small(SITI, *lost))
    batch = ImportBatch.objects.latest("pk")
    page = text_of(secretary.get(f"/impor/{batch.pk}/periksa"))
    assert "Jawaban ini juga untuk 2 baris lain." in page
    assert "Lewati baris ini (juga 2 baris lain)" in page
    (village,) = (q.key for q in _questions(batch) if q.key.startswith("village"))
    secretary.post(f"/impor/{batch.pk}/jawab", {"pertanyaan": village, "jawaban": "-"})
    page = text_of(secretary.get(f"/impor/{batch.pk}/periksa?tab=tidak"))
    assert "Tidak akan disimpan (3)" in page
    assert "Perlu jawaban (0)" in page
    assert "semua terjawab" in page  # nor does anybody wait for their birth dates
    assert "Dilewati menurut jawaban Anda." in page
    place = Wilayah.objects.get(name="Sukoraharjo", path__startswith=batch.place_path)
    secretary.post(f"/impor/{batch.pk}/jawab", {"pertanyaan": village, "jawaban": str(place.pk)})
    assert "Tidak akan disimpan" not in text_of(secretary.get(f"/impor/{batch.pk}/periksa"))


def test_undone_with_a_reason(secretary, batch):
    secretary.post(f"/impor/{batch.pk}/lembar", {"signer": "kepala_desa", "as_of": "31/12/2025"})
    secretary.post(f"/impor/{batch.pk}/simpan")
    save_batch.call(batch.pk)
    assert secretary.post(f"/impor/{batch.pk}/batalkan", {"reason": ""}).status_code == 400
    page = text_of(secretary.post(f"/impor/{batch.pk}/batalkan", {"reason": "berkas lama"}, follow=True))
    assert "Impor ini dibatalkan" in page
    assert "Impor berkas lain" in page
    assert not PsmPosting.objects.filter(import_id=batch.pk, cancelled_at__isnull=True).exists()


def test_columns_are_asked_where_a_title_is_strange(secretary):
    head = ("No", "Nama", "NIK", "Tanggal Lahir", "Desa", "Kecamatan", "Dokumen", "Kapan")
    upload(secretary, "aneh.xlsx", small(SITI, head=head))
    batch = ImportBatch.objects.latest("pk")
    page = text_of(secretary.get(f"/impor/{batch.pk}/kolom"))
    assert "Pilih arti kolom" in page
    assert "3507066702680020" not in page
    chosen = {"kolom-0-6": "sk_number", "kolom-0-7": "sk_date"}
    assert secretary.post(f"/impor/{batch.pk}/kolom", chosen).status_code == 302
    assert "141/7/2020" in text_of(secretary.get(f"/impor/{batch.pk}/periksa?tab=siap"))
    upload(secretary, "aneh lagi.xlsx", small(SITI, BUDI, head=head))
    assert ImportBatch.objects.latest("pk").confirmed  # learnt


def test_a_name_column_must_be_chosen(secretary):
    upload(secretary, "x.xlsx", small(SITI, head=("No", "Nama", "NIK", "Lahir", "Desa", "Kec", "X", "Y")))
    batch = ImportBatch.objects.latest("pk")
    answer = secretary.post(f"/impor/{batch.pk}/kolom", {"kolom-0-1": "ignored"})
    assert answer.status_code == 422
    assert "belum punya kolom Nama" in text_of(answer)


def test_a_province_is_asked_for_the_regency(client_as):
    secretary = client_as(Role.IPSM_SECRETARY, JATIM)
    upload(secretary)
    batch = ImportBatch.objects.latest("pk")
    page = text_of(secretary.get(f"/impor/{batch.pk}/kolom"))
    assert "Kab. Malang" in page
    assert secretary.post(f"/impor/{batch.pk}/kolom", {"place": "33.22"}).status_code == 422
    assert secretary.post(f"/impor/{batch.pk}/kolom", {"place": "35.07"}).status_code == 302
    page = text_of(secretary.get(f"/impor/{batch.pk}/periksa"))
    assert "KEC. LAWANG" in page
    for tab in ("perlu", "sama", "siap", "tidak", "lewat"):
        assert secretary.get(f"/impor/{batch.pk}/periksa?tab={tab}&hal=2").status_code == 200


def test_a_neighbour_sees_nothing(secretary, batch, client_as):
    neighbour = client_as(Role.IPSM_SECRETARY, SEMARANG)
    for path in ("", "kolom", "periksa", "simpan", "hasil", "perbaiki.xlsx"):
        assert neighbour.get(f"/impor/{batch.pk}/{path}").status_code == 404
    for path in ("jawab", "lembar", "simpan", "batalkan", "tinggalkan"):
        assert neighbour.post(f"/impor/{batch.pk}/{path}", {"reason": "ingin tahu"}).status_code == 404
    assert "kecil.xlsx" not in text_of(neighbour.get("/impor/"))


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.IPSM_CHAIR, Role.VILLAGE_OPERATOR, Role.PSM])
def test_not_for_this_role(client_as, role):
    assert client_as(role, MALANG).get("/impor/").status_code == 403


def test_whatever_is_uploaded_gets_a_sentence(secretary):
    rng = random.Random(7)
    sample = (FOLDER / NAME).read_bytes()
    wild = [
        b"",
        b"\0" * 50,
        b"PK\x03\x04" + rng.randbytes(400),
        rng.randbytes(2000),
        sample[: len(sample) // 2],
    ]
    wild += ["nama;nik\nsaya;1".encode("utf-16"), b"%PDF-1.7 x", b"<html><table><tr><td>Nama", b"a,b\n" * 5]
    for number, content in enumerate(wild):
        answer = upload(secretary, f"berkas{number}.xlsx", content)
        assert answer.status_code in (302, 422), number
    assert secretary.post("/impor/", {}).status_code == 422
    assert secretary.post("/impor/", {"file": "bukan berkas"}).status_code == 422
    assert upload(secretary, "a" * 300 + ".xlsx", sample).status_code in (302, 422)


def test_whatever_is_answered_never_breaks(secretary, batch):
    rng = random.Random(11)
    keys = [q.key for q in _questions(batch)] + [
        "signer:*",
        "village:x:y",
        "",
        "birth:\0:9",
        "sexcode:Sheet",
        "x" * 900,
    ]
    words = [
        "-",
        "",
        "31/02/1970",
        "9" * 400,
        "\0",
        "1e9",
        "٣",
        "²",
        "0",
        "-1",
        "tanpa batas",
        "=1+1",
        "Sukoraharjo",
        "🙂",
    ]
    for _turn in range(40):
        body = {
            "pertanyaan": rng.choice(keys), rng.choice(["jawaban", "tulis"]): rng.choice(words),
            "nomor": rng.choice(words), "desa1": rng.choice(words), "desa1_teks": rng.choice(words),
            "tab": rng.choice(words), "hal": rng.choice(words),
        }  # fmt: skip
        headers = rng.choice([{}, {"HX-Request": "true"}])
        assert secretary.post(f"/impor/{batch.pk}/jawab", body, headers=headers).status_code < 500, body
        sheets = {"signer": rng.choice(words), "as_of": rng.choice(words), "signer-0": rng.choice(words)}
        sheets |= {"as_of-0": rng.choice(words), "sexcode": rng.choice(words)}
        assert secretary.post(f"/impor/{batch.pk}/lembar", sheets).status_code < 500, sheets
    assert secretary.get(f"/impor/{batch.pk}/periksa?tab=%00&hal=-3").status_code < 500


def test_wrong_addresses(secretary, batch):
    for number in (0, 10**9, 10**18, 10**30):
        assert secretary.get(f"/impor/{number}/periksa").status_code == 404
        assert secretary.post(f"/impor/baris/{number}", {"sama": "ya"}).status_code == 404
    assert secretary.get(f"/impor/{batch.pk}/jawab").status_code == 405
    assert secretary.get(f"/impor/{batch.pk}/hasil").status_code == 302
    assert secretary.post(f"/impor/{batch.pk}/batalkan", {"reason": "belum disimpan"}).status_code == 302
    assert secretary.post(f"/impor/{batch.pk}/simpan").status_code == 302  # questions are open
    batch.refresh_from_db()
    assert batch.state == ImportState.ASKING


def test_the_progress_page_takes_up_what_a_dead_worker_left(secretary, batch):
    secretary.post(f"/impor/{batch.pk}/lembar", {"signer": "kepala_desa", "as_of": "31/12/2025"})
    secretary.post(f"/impor/{batch.pk}/simpan")
    tasks = DBTaskResult.objects.ready().filter(task_path=save_batch.module_path)
    assert tasks.count() == 1
    secretary.get(f"/impor/{batch.pk}/simpan")
    assert tasks.count() == 1
    tasks.delete()
    ImportProgress.objects.filter(batch_id=batch.pk).update(done=35)
    assert "35 %" in text_of(secretary.get(f"/impor/{batch.pk}/simpan"))
    assert tasks.count() == 1


def test_left_behind(secretary, batch):
    page = text_of(secretary.post(f"/impor/{batch.pk}/tinggalkan", follow=True))
    assert "Tidak ada yang tersimpan" in page
    assert "kecil.xlsx" not in page


def _questions(batch):
    reading = review(actor(MALANG), batch).reading
    return [q for kind in ("birth", "village") for q in reading.questions if q.key.startswith(kind)]
