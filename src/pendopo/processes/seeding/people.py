"""Made-up people: names as they are met in Java, ages as PSM have them, NIK of a right structure."""

import random
from datetime import date, timedelta
from functools import cache
from uuid import UUID

from faker import Faker

from pendopo.processes.seeding.drafts import SeedPerson
from pendopo.processes.seeding.places import Village
from pendopo.roster.enums import NikState, Sex

_MEN = """Suparman Sutrisno Slamet Suyono Sugeng Mulyono Sunarto Supriyadi Suwarno Sukarman Wagiman Sumarno Sudarmo
Bambang Agus Budi Eko Hadi Joko Heru Imam Kusnan Mashudi Muhammad Nur Purnomo Rudi Sarwono Siswanto Teguh Tri Untung
Wahyu Yatno Zainal Abdul Ahmad Arif Dedi Didik Edi Fajar Gunawan Hariyanto Iwan Kasmin Lukman Misbahul Nanang Parno
Rohmad Saiful Tarmuji Winarno Yusuf Andik Basuki Darsono Endro Ghufron Hasan Juwari Khoirul Maryono Ngadiman""".split()
_WOMEN = """Siti Sri Endang Nur Dwi Sulastri Suparmi Sumiati Wahyuni Yuliati Kartini Lestari Mulyani Ningsih Partini
Ratna Rini Rukmini Sariyem Sunarti Supriyati Susilowati Tri Tutik Umi Warsini Yayuk Zulaikah Aminah Anik Astuti Binti
Dewi Eni Fatimah Hartini Indah Istiqomah Juminten Khotimah Lilik Maryati Masruroh Musrifah Nanik Poniyem Retno Rohmah
Samini Siswati Sukarti Sulikah Sumarni Suwarti Titik Wiwik Yanti Erna Ida Lailatul Muslimah Puji""".split()
_SECOND_MEN = """Santoso Wibowo Prasetyo Setiawan Hidayat Susanto Raharjo Utomo Saputra Nugroho Kurniawan Hartono
Mulyadi Widodo Riyanto Wahyudi Firmansyah Rohman Anwar Hakim Fauzi Effendi Subagyo Purwanto Sulistyo Cahyono Iskandar
Arifin Basri Mustofa Ridwan Sholeh Wijaya Haryono Suprapto""".split()
_SECOND_WOMEN = """Rahayu Lestari Wahyuni Handayani Astuti Wulandari Susanti Kusumawati Purwaningsih Rahmawati
Hidayati Setyowati Fitriani Maimunah Puspitasari Utami Widayati Aisyah Nurjanah Mahmudah Setyaningsih Anggraini
Hartatik Kusuma Mariyam Ningrum Ekawati Chasanah Marfuah Winarti""".split()
_DEGREES = ("S.Pd.", "S.Sos.", "S.E.", "S.Ag.", "A.Ma.", "S.H.", "S.Pd.I.", "A.Md.", "M.Pd.", "S.Psi.")
_LOST = ("0", "00")
_ONE_DAY = timedelta(days=1)


class People:
    """Makes people of one regency. The same seed gives the same people in the same order."""

    def __init__(self, rng: random.Random, today: date) -> None:
        self.rng, self.today = rng, today
        self._taken: set[str] = set()

    def one(self, home: Village, *, oldest_start: date) -> SeedPerson:
        """Somebody who was at least eighteen on the day her service began."""
        rng = self.rng
        sex = Sex.P if rng.random() < 0.55 else Sex.L
        birth = self._birth(oldest_start)
        person = SeedPerson(
            uid=UUID(int=rng.getrandbits(128), version=4),
            name=self._name(sex),
            birth_on=birth,
            sex=sex.value,
            birth_place=home.regency_name if rng.random() < 0.8 else rng.choice(_towns()),
            address=self._address(home),
            phone=f"+628{rng.choice((12, 13, 21, 22, 52, 57, 58, 77, 95))}{rng.randrange(10**6, 10**8)}"
            if rng.random() < 0.82
            else "",
        )
        person.title_front, person.title_back = self._titles(sex, birth)
        self._give_nik(person, home, birth)
        if rng.random() < 0.015:
            person.birth_on = None
        return person

    def twin_of(self, other: SeedPerson, home: Village) -> SeedPerson:
        """The same human written down a second time by somebody else: a slip in the name, another NIK or none."""
        twin = self.one(home, oldest_start=self.today)
        twin.name, twin.sex, twin.birth_on = _slip(self.rng, other.name), other.sex, other.birth_on
        twin.birth_place, twin.title_front = other.birth_place, ""
        twin.nik, twin.nik_state = "", NikState.NONE
        if len(other.nik) == 16 and self.rng.random() < 0.5:
            last = (int(other.nik[-1]) + self.rng.randrange(1, 9)) % 10
            twin.nik, twin.nik_state = other.nik[:-1] + str(last), NikState.UNSURE
        return twin

    def _birth(self, oldest_start: date) -> date:
        """Median in the fifties, few under 35, some over 75."""
        age = self.rng.gauss(56, 10.5) if self.rng.random() < 0.88 else self.rng.uniform(24, 42)
        age = min(max(age, 21), 84)
        born = self.today - timedelta(days=int(age * 365.25))
        latest = oldest_start - timedelta(days=int(18.2 * 365.25))
        return min(born, latest - self.rng.randrange(900) * _ONE_DAY) if born > latest else born

    def _name(self, sex: Sex) -> str:
        rng = self.rng
        first, second = (_MEN, _SECOND_MEN) if sex == Sex.L else (_WOMEN, _SECOND_WOMEN)
        words = [rng.choice(first)]
        if rng.random() < 0.86:
            words.append(rng.choice(second))
        elif rng.random() < 0.5:
            words.append(rng.choice(first))
        name = " ".join(dict.fromkeys(words))
        return name.upper() if rng.random() < 0.2 else name

    def _titles(self, sex: Sex, birth: date) -> tuple[str, str]:
        older = birth.year < self.today.year - 45
        front = ("Hj." if sex == Sex.P else "H.") if older and self.rng.random() < 0.1 else ""
        back = self.rng.choice(_DEGREES) if self.rng.random() < (0.12 if older else 0.26) else ""
        return front, back

    def _address(self, home: Village) -> str:
        rt, rw = self.rng.randrange(1, 9), self.rng.randrange(1, 7)
        street = self.rng.choice(_streets())
        return f"{street} No. {self.rng.randrange(1, 190)}, RT {rt:02}/RW {rw:02}, {home.name}"

    def _give_nik(self, person: SeedPerson, home: Village, birth: date) -> None:
        kind = self.rng.random()
        if kind < 0.06:
            return
        digits = self._digits(home, birth, person.sex)
        if kind < 0.115:  # Excel has rounded the end away, or a digit was not typed
            lost = self.rng.choice(_LOST)
            digits = digits[: -len(lost)] + lost if self.rng.random() < 0.7 else digits[:-1]
            person.nik, person.nik_state = digits, NikState.UNSURE
        else:
            person.nik, person.nik_state = digits, NikState.SURE

    def _digits(self, home: Village, birth: date, sex: str) -> str:
        day = birth.day + (40 if sex == Sex.P else 0)
        stem = f"{home.code.replace('.', '')[:6]}{day:02}{birth:%m%y}"
        serial = 1 + int(self.rng.random() ** 4 * 40)
        while f"{stem}{serial:04}" in self._taken:
            serial += 1
        self._taken.add(f"{stem}{serial:04}")
        return f"{stem}{serial:04}"


def _slip(rng: random.Random, name: str) -> str:
    """One slip as it happens at a keyboard: a letter twice, two letters swapped, an old spelling."""
    for new, old in (("Su", "Soe"), ("SU", "SOE"), ("y", "i"), ("ah", "a")):
        if new in name and rng.random() < 0.5:
            return name.replace(new, old, 1)
    at = rng.randrange(1, len(name) - 1)
    return name[:at] + name[at] + name[at:]


@cache
def _streets() -> tuple[str, ...]:
    fake = Faker("id_ID")
    fake.seed_instance(1975)
    return tuple(sorted({fake.street_name() for _ in range(400)}))


@cache
def _towns() -> tuple[str, ...]:
    fake = Faker("id_ID")
    fake.seed_instance(1975)
    return tuple(sorted({fake.city_name() for _ in range(200)}))
