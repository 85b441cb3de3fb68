"""A large, ugly roster: every village of one province, written the way several hands write it.

The same seed gives the same file. Names, NIK and addresses come from the makers of the demo; what goes wrong
with them is drawn here: rounded and missing NIK, dates in six spellings and some impossible, misspelt villages,
people written twice, sums and repeated titles between the regencies, telephone numbers that Excel took for
numbers.
"""

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO, StringIO

import xlsxwriter

from pendopo.processes.seeding.drafts import SeedPerson
from pendopo.processes.seeding.people import People
from pendopo.processes.seeding.places import Village, villages_of
from pendopo.shared.dates import MONTHS
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah

TITLE = "DATA PEKERJA SOSIAL MASYARAKAT SE-PROVINSI, KEADAAN PER 31 DESEMBER 2025"
HEAD = (
    "NO", "KABUPATEN/KOTA", "KECAMATAN", "DESA/KELURAHAN", "NAMA LENGKAP", "NIK", "L/P", "TEMPAT LAHIR",
    "TGL LAHIR", "ALAMAT", "NO HP", "NO SK", "TANGGAL SK", "BERLAKU S/D", "IKUT BIMTEK",
)  # fmt: skip
_TODAY = date(2026, 11, 21)
_WORDS = {"L": ("L", "L", "L", "Laki-laki", "l", "LK"), "P": ("P", "P", "P", "Perempuan", "p", "PR")}
Row = tuple[object, ...]


def write_xlsx(rows: Iterator[Row]) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("REKAP")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return out.getvalue()


def write_csv(rows: Iterator[Row]) -> bytes:
    """As Excel saves it here: semicolons, dates day first, large numbers in powers of ten."""
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    for row in rows:
        writer.writerow([_as_csv(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def ugly_rows(province: Wilayah, count: int) -> Iterator[Row]:
    """`count` rows of people spread over all villages, with the titles and sums between them."""
    rng = random.Random(1975)
    yield (TITLE,)
    yield ()
    yield HEAD
    regencies = list(
        Wilayah.objects.filter(level=Level.REGENCY, path__gte=province.path, path__lt=province.path_until)
        .order_by("code")
    )  # fmt: skip
    of_each = [(regency, villages_of(regency)) for regency in regencies]
    villages = sum(len(found) for _regency, found in of_each)
    done = seen = 0
    for regency, found in of_each:
        writer = _Regency(rng, regency)
        for village in found:
            seen += 1
            wanted = count * seen // villages - done
            yield from writer.village(village, wanted, done)
            done += wanted
        yield ("", "", "", f"JUMLAH {regency.full_name.upper()}", len(found))
        yield HEAD


class _Regency:
    """The hand that writes the rows of one regency."""

    def __init__(self, rng: random.Random, regency: Wilayah) -> None:
        self.rng, self.name = rng, _regency_words(rng, regency)
        self.people = People(rng, _TODAY)
        self.districts = dict(
            Wilayah.objects.filter(
                level=Level.DISTRICT, path__gte=regency.path, path__lt=regency.path_until
            ).values_list("pk", "name")
        )

    def village(self, village: Village, count: int, before: int) -> Iterator[Row]:
        rng = self.rng
        written = _village_words(rng, village)
        paper = self._paper(village)
        last: SeedPerson | None = None
        for n in range(count):
            twice = last is not None and rng.random() < 0.02
            person = self.people.one(village, oldest_start=date(2016, 1, 1))
            if twice and last is not None:
                person = self.people.twin_of(last, village)
            last = person
            yield (
                before + n + 1, self.name, self.districts[village.district_id], written,
                " ".join(filter(None, [person.title_front, person.name]))
                + (f", {person.title_back}" if person.title_back else ""),
                self._nik(person), rng.choice(_WORDS[person.sex]), person.birth_place, self._birth(person.birth_on),
                person.address.rpartition(",")[0], self._phone(person.phone), *self._sk(paper),
                rng.choice(("Ya", "Ya", "Sudah", "Belum", "", "v")),
            )  # fmt: skip

    def _nik(self, person: SeedPerson) -> object:
        kind = self.rng.random()
        if not person.nik:
            return self.rng.choice(("", "-", "belum ada"))
        if kind < 0.02:
            return float(person.nik)  # a number: Excel keeps fifteen digits of it
        return f"{person.nik[:6]} {person.nik[6:12]} {person.nik[12:]}" if kind < 0.05 else person.nik

    def _birth(self, day: date | None) -> object:
        if day is None:
            return ""
        kind = self.rng.random()
        if kind < 0.5:
            return day
        if kind < 0.503:
            return f"31/02/{day.year}"
        if kind < 0.506:
            return str(day.year)
        return _day_words(kind, day)

    def _phone(self, phone: str) -> object:
        local = phone.replace("+62", "0")
        return float(local) if local and self.rng.random() < 0.15 else local

    def _paper(self, village: Village) -> tuple[str, date, object]:
        """One collective SK a village, as most have it."""
        signed = date(2017, 1, 2) + timedelta(days=self.rng.randrange(3200))
        end = signed.replace(year=signed.year + 5, day=min(signed.day, 28))
        until = self.rng.choice((end, f"{end:%d/%m/%Y}", "tanpa batas", "seterusnya", "", "31 Desember 2027"))
        return (
            f"141/{self.rng.randrange(1, 90)}/{village.code.replace('.', '')[6:]}/{signed.year}",
            signed,
            until,
        )

    def _sk(self, paper: tuple[str, date, object]) -> Row:
        kind = self.rng.random()
        if kind < 0.14:
            return (self.rng.choice(("", "", "-", "proses")), "", "")
        number, signed, until = paper
        if kind < 0.144:
            return (number, str(signed.year), until)
        return (number, signed if kind < 0.6 else _day_words(kind, signed), until)


def _day_words(kind: float, day: date) -> str:
    if kind < 0.7:
        return f"{day:%d/%m/%Y}"
    if kind < 0.85:
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{day:%d-%m-%y}" if kind < 0.93 else f"{day.day} {MONTHS[day.month - 1][:3]} {day:%y}"


def _regency_words(rng: random.Random, regency: Wilayah) -> str:
    return rng.choice(
        (regency.full_name, regency.full_name.upper(), regency.full_name.replace("Kab.", "KABUPATEN"))
    )


def _village_words(rng: random.Random, village: Village) -> str:
    kind, name = rng.random(), village.name
    if kind < 0.01 and len(name) > 5:  # a slip that a human has to look at
        at = rng.randrange(2, len(name) - 1)
        return name[:at] + name[at + 1 :]
    if kind < 0.2:
        return f"{'Kel.' if village.kind == 'kelurahan' else 'Ds.'} {name}"
    return name.upper() if kind < 0.6 else name


def _as_csv(cell: object) -> object:
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return f"{cell:.5E}" if isinstance(cell, float) and cell > 1e15 else cell
