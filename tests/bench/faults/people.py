"""Those who write while parts are killed. Each presses again until the house has said that it is done.

What was acknowledged goes into a journal: people with NIK and number of presses, papers, telephones, imports.
"""

import random
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.bench.browser import Answer, Browser, Lost

_SYLLABLES = (
    "ba",
    "di",
    "ka",
    "lu",
    "ma",
    "no",
    "pra",
    "ra",
    "san",
    "ti",
    "wi",
    "yu",
    "ze",
    "gun",
    "her",
    "jo",
)
_PATIENCE = 180.0


class Stuck(Exception):
    """The house answers, but never that it is done."""


@dataclass(slots=True)
class Journal:
    people: list[dict[str, Any]] = field(default_factory=list)
    papers: list[dict[str, Any]] = field(default_factory=list)
    phones: list[dict[str, Any]] = field(default_factory=list)
    imports: list[dict[str, Any]] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    lost: int = 0
    errors: int = 0
    recognised: int = 0

    @property
    def writes(self) -> int:
        return len(self.people) + len(self.papers) + len(self.phones)


class Writer(threading.Thread):
    def __init__(
        self, number: int, port: int, cookie: str, villages: list[list[str]], journal: Journal, imports: bool
    ) -> None:
        super().__init__(daemon=True)
        self.number, self.villages, self.journal, self.imports = number, villages, journal, imports
        self.browser = Browser(port, cookie)
        self.rng = random.Random(f"faults:{number}:{time.time()}")
        self.serial = 0
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.is_set():
            try:
                self._import() if self.imports else self._one_person()
            except Exception as stuck:
                self.journal.troubles.append(repr(stuck))
            time.sleep(self.rng.uniform(0.05, 0.3))

    def _press(self, what: str, ask: Callable[[], Answer], done: Callable[[Answer], Any]) -> Any:
        """Ask until `done` finds what it wants in an answer; it returns None where one has to press again."""
        deadline, last = time.monotonic() + _PATIENCE, ""
        while time.monotonic() < deadline:
            try:
                answer = ask()
                found = done(answer)
                if found is not None:
                    return found
                self.journal.errors += answer.status >= 500
                last = f"{answer.status} {_sentence(answer.text)}"
            except Lost as lost:
                self.journal.lost += 1
                last = str(lost)
            time.sleep(self.rng.uniform(0.2, 0.6))
        raise Stuck(f"{what}: {last}")

    def _one_person(self) -> None:
        village, name = self.rng.choice(self.villages), self._new_name()
        with_nik = self.rng.random() < 0.8
        birth = (
            f"{self.rng.randrange(1, 28):02}/{self.rng.randrange(1, 13):02}/19{self.rng.randrange(60, 99)}"
        )
        nik = self._nik(birth) if with_nik else ""
        person = self._register(village, name, nik, birth)
        self.journal.people.append({"name": name, "nik": nik, "person": person})
        number = f"400.9/{self.number}{self.serial:05}/{self.rng.randrange(10**6)}/2026"
        for_year = self.rng.random() < 0.2
        paper = self._issue(village, name, number, "2026" if for_year else "2/3/2026")
        self.journal.papers.append({"number": number, "name": name, "sk": paper})
        if with_nik and self.rng.random() < 0.5:
            phone = f"0812{self.rng.randrange(10**7, 10**8)}"
            self._correct(person, name, birth, phone)
            self.journal.phones.append({"person": person, "phone": phone})

    def _register(self, village: list[str], name: str, nik: str, birth: str) -> int:
        data = {
            "village": village[0], "village_teks": village[1], "name": name, "nik": nik, "birth_on": birth, "sex": "L",
            "nik_state": "sure" if nik else "none", "starts_on": "1/2/2026", "bimtek": "", "simpan": "ya",
        }  # fmt: skip

        def done(answer: Answer) -> int | None:
            if answer.status == 302:
                return answer.number(r"/psm/(\d+)/")
            if answer.status < 500 and name in answer.text and "orang/" not in answer.location:
                return self._there(name)
            return None

        found: int = self._press(f"register {name}", lambda: self.browser.post("/psm/baru", data), done)
        return found

    def _there(self, name: str) -> int | None:
        """Refused or asked: is she in the list already? Then the first press had been heard."""
        listed = self.browser.get("/psm/?" + f"q={name.replace(' ', '+')}&semua=on")
        found = [
            pk
            for pk, text in re.findall(r'href="/psm/(\d+)/[^"]*"[^>]*>(.*?)</a>', listed.text, re.S)
            if name in text
        ]
        if not found:
            return None
        self.journal.recognised += 1
        return int(found[0])

    def _issue(self, village: list[str], name: str, number: str, signed: str) -> int:
        issuer = "lurah" if village[4] == "kelurahan" else "kepala_desa"
        data = {
            "number": number, "signed_on": signed, "issuer": issuer, "office": village[0], "office_teks": village[1],
            "end_kind": "tanpa_batas", "tempel": name, "simpan": "ya",
        }  # fmt: skip
        address = f"/sk/baru?wilayah={village[0]}"

        def done(answer: Answer) -> int | None:
            if answer.status == 302:
                return answer.number(r"/sk/(\d+)/")
            if answer.status == 409 and "sudah tercatat" in answer.text:
                self.journal.recognised += 1
                return answer.number(r'href="/sk/(\d+)/')
            return None

        found: int = self._press(f"issue {number}", lambda: self.browser.post(address, data), done)
        return found

    def _correct(self, person: int, name: str, birth: str, phone: str) -> None:
        address = f"/psm/{person}/betulkan"

        def version(answer: Answer) -> int | None:
            return answer.number(r'name="version" value="(\d+)"') if answer.status == 200 else None

        seen = self._press(f"open {person}", lambda: self.browser.get(address), version)
        data = {
            "name": name, "nik_state": "sure", "keep_nik": "on", "birth_on": birth, "sex": "L", "phone": phone,
            "version": str(seen),
        }  # fmt: skip

        def done(answer: Answer) -> bool | None:
            if answer.status == 302:
                return True
            if answer.status == 409 and phone[-6:] in self.browser.get(f"/psm/{person}/").text.replace(
                "-", ""
            ).replace(" ", ""):
                self.journal.recognised += 1
                return True
            return None

        self._press(f"correct {person}", lambda: self.browser.post(address, data), done)

    def _import(self) -> None:
        rows = [self._row() for _ in range(self.rng.randrange(4, 12))]
        head = "No;Nama;NIK;Tanggal Lahir;L/P;Desa/Kelurahan;Kecamatan;No SK;Tanggal SK"
        lines = [head, *(f"{n};{row['line']}" for n, row in enumerate(rows, 1))]
        content = "\r\n".join(lines).encode()

        def place(answer: Answer) -> int | None:
            return answer.number(r"/impor/(\d+)/") if answer.status == 302 else None

        batch = self._press("upload", lambda: self.browser.upload("/impor/", "daftar.csv", content), place)
        self._press(
            f"import {batch}",
            lambda: self._step(batch, content),
            lambda a: True if "/hasil" in a.location else None,
        )
        self.journal.imports.append({"batch": batch, "niks": [row["nik"] for row in rows]})

    def _step(self, batch: int, content: bytes) -> Answer:
        """One look at the import; where it waits for its person, she answers and presses save. An upload that was cut
        off before its columns were read is sent again."""
        at = f"/impor/{batch}/"
        now = self.browser.get(at)
        if now.location.endswith("/kolom"):
            now = self.browser.upload("/impor/", "daftar.csv", content)
        if now.location.endswith("/periksa"):
            self.browser.post(at + "lembar", {"signer": "kepala_desa", "as_of": "31/12/2025"})
            return self.browser.post(at + "simpan", {})
        if now.location.endswith("/simpan"):
            self.browser.get(at + "simpan")
        return now

    def _row(self) -> dict[str, str]:
        village, name = self.rng.choice([v for v in self.villages if v[4] == "desa"]), self._new_name()
        birth = (
            f"{self.rng.randrange(1, 28):02}/{self.rng.randrange(1, 13):02}/19{self.rng.randrange(60, 99)}"
        )
        nik = self._nik(birth)
        paper = f"141/{self.number}{self.serial:05}/2025"
        return {"nik": nik, "line": f"{name};{nik};{birth};L;{village[2]};{village[3]};{paper};2/1/2025"}

    def _new_name(self) -> str:
        self.serial += 1
        words = ["".join(self.rng.choices(_SYLLABLES, k=4)).capitalize() for _ in range(3)]
        return " ".join(words)

    def _nik(self, birth: str) -> str:
        day, month, year = birth.split("/")
        return f"3507{self.number + 10:02}{day}{month}{year[2:]}{self.rng.randrange(1, 10000):04}"


def _sentence(text: str) -> str:
    found = re.search(r'role="alert"[^>]*>(.*?)</', text, re.S) or re.search(
        r"<h1[^>]*>(.*?)</h1>", text, re.S
    )
    return re.sub(r"<[^>]+>|\s+", " ", found[1]).strip()[:150] if found else text[:80]
