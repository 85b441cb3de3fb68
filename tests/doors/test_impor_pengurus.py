"""The pages of an import of boards, with the real client: from the list to judged boards, and back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pendopo.access.enums import Role
from pendopo.jobs.imports import save_batch
from pendopo.processes.models import BatchKind, HeaderAlias, ImportBatch, ImportRow, RowState, VillageAlias
from pendopo.roster.models import IpsmUnit
from tests.intake.samples import FOLDER
from tests.worlds.two_kabupaten import JATENG, JATIM, MALANG, ROOT

JATIM_LIST = "Legalitas IPSM se-Jatim.xlsx"
HEAD = "No;Kab/Kota;Ketua;No. HP;Nomor SK;Tgl SK;Ditetapkan oleh;Masa Bakti;Keterangan"


@pytest.fixture
def secretary(client_as):
    return client_as(Role.IPSM_SECRETARY, JATIM)


def upload(client, name=JATIM_LIST, content=None):
    body = content if content is not None else (FOLDER / name).read_bytes()
    answer = client.post("/impor/", {"file": SimpleUploadedFile(name, body)})
    assert answer.status_code == 302, answer.content.decode()
    return ImportBatch.objects.latest("pk")


def text_of(answer):
    return answer.content.decode()


def answer(client, batch, key, value, **more):
    given = {"pertanyaan": key, "jawaban": value, **more}
    return client.post(f"/impor/{batch.pk}/pengurus/jawab", given, headers={"HX-Request": "true"})


def told(client, batch, as_of="31 Desember 2025", term_end="hari_sk"):
    given = {"as_of": as_of, "term_end": term_end}
    return client.post(f"/impor/{batch.pk}/pengurus/lembar", given)


def test_the_list_of_a_province_from_upload_to_judged_boards_and_back(secretary):
    batch = upload(secretary)
    assert batch.kind == BatchKind.BOARDS and batch.confirmed
    at = f"/impor/{batch.pk}/pengurus"
    page = text_of(secretary.get(at))
    assert "Pertanyaan untuk seluruh daftar" in page and "dikenali dari urutannya" in page
    assert secretary.post(f"{at}/simpan").status_code == 302  # the day is still asked
    assert ImportBatch.objects.get(pk=batch.pk).state == "asking"
    assert told(secretary, batch).status_code == 302
    page = text_of(secretary.get(f"{at}?tab=siap"))
    assert "Simpan 35 kepengurusan" in page and "s.d. 31 Juli 2025" in page
    assert "3" in text_of(secretary.get(f"{at}?tab=belum")) and "masa bakti habis" in page
    assert secretary.post(f"{at}/simpan").headers["Location"] == f"/impor/{batch.pk}/simpan"
    assert save_batch.func(batch.pk) in ("saved", "not ours")  # whoever was first
    page = text_of(secretary.get(f"{at}/hasil"))
    assert "34 kepengurusan ber-SK dan 1 yang sedang dibentuk" in page
    assert all(word in page for word in ("Sah", "Habis", "Gugur", "Belum ber-SK", "IPSM Kota Blitar"))
    listed = text_of(secretary.get("/pengurus/?wilayah=35"))
    assert "Kab. Pacitan" in listed and "Amalia Putra" in listed
    assert "sudah diunggah" in text_of(
        secretary.post(
            "/impor/",
            {"file": SimpleUploadedFile(JATIM_LIST, (FOLDER / JATIM_LIST).read_bytes())},
            follow=True,
        )
    )
    assert secretary.post(f"{at}/batalkan", {"reason": "salah berkas"}).status_code == 302
    assert "Impor ini dibatalkan" in text_of(secretary.get(f"{at}/hasil"))
    assert not IpsmUnit.objects.filter(cancelled_at__isnull=True).exists()


def test_spelling_issuer_and_date_are_answered_in_place(secretary):
    rows = (
        "1;Kab. Pacitn;Rini;;188/1/2023;2/3/2023;Ki Lurah Agung;2023-2028;",
        "2;Kab. Tuban;Rini;;188/2/2023;31/2/2023;Ki Lurah Agung;2023-2028;",
    )
    batch = upload(secretary, "ejaan.csv", "\n".join([HEAD, *rows]).encode())
    told(secretary, batch)
    page = text_of(secretary.get(f"/impor/{batch.pk}/pengurus"))
    assert "Kab. Pacitan" in page and "juga 1 baris lain" in page
    wrong = answer(secretary, batch, "bdate:ejaan:3", "31/2/2023")
    assert "tidak ada di kalender" in text_of(wrong)
    answer(secretary, batch, "bdate:ejaan:3", "28 Februari 2023")
    answer(secretary, batch, "bissuer:ki lurah agung", "bupati_walikota")
    pacitan = page.split('name="jawaban" value="')[1].split('"')[0]
    done = text_of(answer(secretary, batch, "bplace:/kab pacitn", pacitan))
    assert "Simpan 2 kepengurusan" in done
    assert VillageAlias.objects.get().question == "bplace:/kab pacitn"
    typed = {"wilayah1": "", "wilayah1_teks": "Tuban", "nomor": "1"}
    assert answer(secretary, batch, "bplace:/kab pacitn", "", **typed).status_code == 200
    assert answer(secretary, batch, "bdate:tidak ada:9", "").status_code == 200


def test_a_board_beside_a_recorded_one_is_asked_with_what_is_recorded(secretary):
    def row(place, number, year):
        return f"1;{place};Rini;;{number};2/3/{year};Bupati;{year}-{year + 5};"

    def listed(name, *rows):
        return upload(secretary, name, "\n".join([HEAD, *rows]).encode())

    first = listed("lama.csv", row("Kab. Tuban", "188/2/2023", 2023), row("Kab. Pacitan", "188/1/2023", 2023))
    told(secretary, first)
    secretary.post(f"/impor/{first.pk}/pengurus/simpan")
    save_batch.func(first.pk)
    batch = listed("baru.csv", row("Kab. Tuban", "188/2/2025", 2025), row("Kab. Pacitan", "188/1/2025", 2025))
    told(secretary, batch)
    page = text_of(secretary.get(f"/impor/{batch.pk}/pengurus"))
    assert "Masa baktinya bertumpuk" in page and "2023–2028 · 188/2/2023 · 2 Maret 2023" in page
    assert "2 masa bakti bertumpuk" in page and "Sekaligus untuk 2 baris" in page
    assert text_of(answer(secretary, batch, "bover_like:lama", "catat")).count("Masa baktinya bertumpuk") == 2
    done = text_of(answer(secretary, batch, "bover_like:baru", "catat"))
    assert "Simpan 2 kepengurusan" in done and "Tercatat lebih dahulu" in done
    back = answer(secretary, batch, "bover:baru:2", "", kembali="1")
    assert "Simpan 1 kepengurusan" in text_of(back)
    kept = text_of(answer(secretary, batch, "bover:baru:2", "biarkan"))
    assert "Simpan 1 kepengurusan" in kept and "Sudah tercatat (1)" in kept


def test_a_column_that_is_not_known_is_taught(secretary):
    head = HEAD.replace("Ditetapkan oleh", "Yang Teken")
    row = "1;Kab. Tuban;Rini;;188/2/2023;3/2/2023;Bupati;2023-2028;"
    batch = upload(secretary, "judul.csv", f"{head}\n{row}".encode())
    page = text_of(secretary.get(f"/impor/{batch.pk}/kolom"))
    assert "Yang Teken" in page and "masa bakti" in page and "NIK" not in page.split("<select")[1]
    assert secretary.post(f"/impor/{batch.pk}/kolom", {"kolom-0-6": "issuer"}).status_code == 302
    assert HeaderAlias.objects.get().field == "issuer"
    again = upload(secretary, "lagi.csv", f"{head}\n{row} ".encode())
    assert again.confirmed


def test_rows_not_taken_come_back_as_a_sheet(secretary):
    rows = (
        "1;Kab. Tuban;Rini;;188/2/2023;3/2/2023;Bupati;2023-2028;",
        "2;Atlantis;Rini;;1/1;3/2/2023;Bupati;2023-2028;",
    )
    batch = upload(secretary, "sisa.csv", "\n".join([HEAD, *rows]).encode())
    told(secretary, batch)
    assert secretary.get(f"/impor/{batch.pk}/pengurus/perbaiki.xlsx").status_code == 200
    secretary.post(f"/impor/{batch.pk}/pengurus/simpan")
    save_batch.func(batch.pk)
    assert [r.row for r in ImportRow.objects.filter(state=RowState.WAITS)] == [3]
    page = text_of(secretary.get(f"/impor/{batch.pk}/pengurus/hasil"))
    assert "1 baris belum diambil" in page and "Atlantis" in page
    assert secretary.get(f"/impor/{batch.pk}/pengurus/perbaiki.xlsx").status_code == 200


def test_neighbours_and_operators_see_nothing(secretary, client_as):
    batch = upload(secretary)
    for other in (client_as(Role.IPSM_SECRETARY, JATENG), client_as(Role.IPSM_SECRETARY, MALANG)):
        for path in ("pengurus", "pengurus/hasil", "pengurus/perbaiki.xlsx"):
            assert other.get(f"/impor/{batch.pk}/{path}").status_code == 404
        for path in ("jawab", "lembar", "simpan", "batalkan"):
            assert (
                other.post(f"/impor/{batch.pk}/pengurus/{path}", {"reason": "ingin tahu"}).status_code == 404
            )


def test_an_office_below_is_told_whose_list_it_is(client_as):
    body = (FOLDER / JATIM_LIST).read_bytes()
    refused = client_as(Role.IPSM_SECRETARY, MALANG).post(
        "/impor/", {"file": SimpleUploadedFile(JATIM_LIST, body)}
    )
    assert refused.status_code == 422 and "membawahi semua IPSM" in text_of(refused)


def test_a_list_taken_for_a_roster_is_put_right(secretary):
    head = "No;Kab/Kota;Nama;NIK;No HP;Nomor SK;Tgl SK;Masa Bakti"
    batch = upload(
        secretary, "salah.csv", f"{head}\n1;Kab. Tuban;Rini;;;188/2/2023;3/2/2023;2023-2028".encode()
    )
    assert batch.kind == BatchKind.ROSTER
    at = f"/impor/{batch.pk}/kolom"
    assert "Ini daftar pengurus IPSM" in text_of(secretary.get(at))
    secretary.post(at, {"jenis": "lain"})
    page = text_of(secretary.get(at))
    assert ImportBatch.objects.get(pk=batch.pk).kind == BatchKind.BOARDS and "Ini daftar PSM" in page
    assert secretary.post(at, {"kolom-0-2": "chair"}).status_code == 302
    assert "Rini" in text_of(secretary.get(f"/impor/{batch.pk}/pengurus"))


def test_the_ministry_is_shown_whose_list_it_takes_it_for(client_as):
    national = client_as(Role.DINSOS_ADMIN, ROOT)
    batch = upload(national)
    assert batch.place.code == JATIM and not batch.confirmed
    at = f"/impor/{batch.pk}/kolom"
    assert "Jawa Timur" in text_of(national.get(at))
    assert national.post(at, {"place": JATIM, "place_teks": "Jawa Timur"}).status_code == 302
    assert "35 kepengurusan" in text_of(national.get(f"/impor/{batch.pk}/pengurus"))
