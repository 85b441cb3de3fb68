"""Records with everything in them that has ever broken a document."""

from datetime import date

from pendopo.documents.records import AccountSlip, Notes, RequestLetter, SheetRow, VillageSheet

HOSTILE = 'Siti #rapat @desa $5 *tebal* _miring_ `kode` <x> \\ Nur\'aini "Ibu" // [a] {b}'
LONG = "Raden Mas " + "Wirasuryadiningratkusumawardhana" * 3 + " Haryo Suryo"
BROKEN = "Sapto\x00\x1b\ud800\ufffeno"

LETTER = RequestLetter(
    office="Dinas Sosial Kabupaten Malang",
    office_address="Jl. Panji No. 119, Kepanjen",
    written_at="Kepanjen",
    dated_on=date(2023, 5, 24),
    as_of=date(2023, 5, 23),
    sk_must_say=["nomor dan tanggal SK", "nama lengkap setiap PSM", "tanda tangan Kepala Desa/Lurah"],
    contact_name="Ibu Sri Wahyuni",
    contact_phone="0812-3456-7890",
    signer_title="Kepala Bidang Pemberdayaan Sosial",
    signer_name="Dra. Endang Puspitasari, M.Si.",
    answer_by=date(2023, 6, 30),
)
NOTES = Notes(
    place="Kabupaten Malang",
    as_of=date(2023, 5, 24),
    exported_by="=Sri",
    exported_at="24 Mei 2023 pukul 09.30 WIB",
    filters=[("Keadaan SK", "Habis")],
)
SLIP = AccountSlip(
    name="Siti Nur'aini, S.Pd.",
    role="Operator desa",
    place="Desa Banjararum",
    username="siti.nuraini",
    code="K7F3-Q2MX",
    valid_until="27 Mei 2023 pukul 16.00 WIB",
    address="http://localhost:8000",
)


def row(name: str = "Slamet Riyadi", why: str = "SK 141/12/2018 habis sejak 14 Maret 2023.") -> SheetRow:
    return SheetRow(name, 57, why, "SK baru dari Kepala Desa.")


def village(*rows: SheetRow, total: int | None = None, name: str = "Banjararum") -> VillageSheet:
    return VillageSheet(
        village=f"Desa {name}",
        addressee=f"Kepala Desa {name}",
        district="Kecamatan Singosari",
        regency="Kabupaten Malang",
        psm_total=len(rows) + 1 if total is None else total,
        rows=rows,
        code="K7F-3Q2",
    )
