"""Two regencies of two provinces with the same data, built by the real commands, so that a leak would show.

Each has three villages and twelve PSM with every standing, their papers, one open request, and one user for
every role; both provinces and the whole country have users too. Days are counted from today.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.test import Client

from pendopo.access.actor import Actor
from pendopo.access.enums import Role
from pendopo.access.models import User
from pendopo.access.queries import actor_of, grants_of
from pendopo.accounts.commands import create_account, set_factor_policy
from pendopo.accounts.drafts import AccountDraft, FactorPolicyDraft, GrantDraft
from pendopo.accounts.queries import installing_actor
from pendopo.legality.commands import ask_sk, issue_sk, revoke_sk, verify_sk
from pendopo.legality.drafts import RevocationDraft, SkDraft
from pendopo.legality.enums import EndKind, Issuer
from pendopo.legality.models import Sk
from pendopo.roster.commands import end_posting, record_death, register_psm
from pendopo.roster.drafts import EndDraft, PersonDraft, PostingDraft
from pendopo.roster.enums import EndReason, NikState
from pendopo.roster.models import PsmPosting
from pendopo.shared.clock import now
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.queries import by_code, villages_below

MALANG, SEMARANG = "35.07", "33.22"
JATIM, JATENG = "35", "33"
ROOT = "0"
_OFFICE = (Role.DINSOS_ADMIN, Role.DINSOS_VERIFIER, Role.IPSM_CHAIR, Role.IPSM_SECRETARY, Role.AUDITOR)
_FAMILY = {MALANG: "Wijaya", SEMARANG: "Santosa"}
# name → (village, given name, sex); what happens to each stands in `_papers`.
_PEOPLE = {
    "forever": (0, "Siti Aminah", "P"),
    "soon": (0, "Bambang", "L"),
    "unchecked": (0, "Dewi Lestari", "P"),
    "expired": (0, "Sugeng", "L"),
    "revoked": (1, "Joko", "L"),
    "wrong_office": (1, "Endang", "P"),
    "no_sk": (1, "Tri Hartono", "L"),
    "left": (1, "Kartini", "P"),
    "unknown_signer": (2, "Mulyono", "L"),
    "replaced": (2, "Sri Wahyuni", "P"),
    "died": (2, "Paimin", "L"),
    "young": (2, "Ratna", "P"),
}


@dataclass(frozen=True, slots=True)
class Regency:
    """`psm`: name of the case → posting. `people`: → person id. `sk`: → id of its (first) paper."""

    place: Wilayah
    district: Wilayah
    villages: tuple[Wilayah, ...]
    psm: Mapping[str, PsmPosting]
    people: Mapping[str, int]
    sk: Mapping[str, int]
    request_id: int


@dataclass(frozen=True, slots=True)
class World:
    """`users`: (role, code) → user; the operator and the PSM of a regency stand under the regency's code."""

    on: date
    malang: Regency
    semarang: Regency
    users: Mapping[tuple[Role, str], User]

    def user(self, role: Role, code: str = MALANG) -> User:
        return self.users[role, code]

    def actor(self, role: Role, code: str = MALANG, door: str = "test") -> Actor:
        user, at = self.users[role, code], now()
        [grant, *_more] = grants_of(user.pk, at)
        return actor_of(user, grant, door, at)

    def client(self, role: Role, code: str = MALANG) -> Client:
        client = Client()
        client.force_login(self.users[role, code])
        return client


def build() -> World:
    at = now() - timedelta(minutes=1)
    installing = installing_actor("test", at)
    set_factor_policy(installing, installing.place_id, FactorPolicyDraft(frozenset(), basis="Dunia uji"))
    users: dict[tuple[Role, str], User] = {}
    for code in (ROOT, JATIM, JATENG, MALANG, SEMARANG):
        for role in _OFFICE:
            users[role, code] = _account(installing, role, code, code)
    regencies = [_regency(code, users, installing) for code in (MALANG, SEMARANG)]
    return World(installing.today, *regencies, users)


def _account(actor: Actor, role: Role, code: str, place_code: str, person_id: int | None = None) -> User:
    place = by_code(place_code)
    assert place is not None
    draft = AccountDraft(
        name=f"{role.label} {code}",
        grant=GrantDraft(role, place.pk),
        username=f"{role}.{code}".replace("_", "-"),
        person_id=person_id,
    )
    return create_account(actor, draft).user


def _regency(code: str, users: dict[tuple[Role, str], User], installing: Actor) -> Regency:
    place = by_code(code)
    assert place is not None
    villages = tuple(villages_below(place).filter(kind="desa").order_by("code")[:3])
    admin = _hat(users[Role.DINSOS_ADMIN, code], installing)
    psm = {name: _register(admin, villages[at], given, sex, code, n)
           for n, (name, (at, given, sex)) in enumerate(_PEOPLE.items())}  # fmt: skip
    sk = _papers(admin, villages, psm)
    request = ask_sk(admin, [villages[1].pk], admin.today, "surat")[0]
    people = {name: posting.person_id for name, posting in psm.items()}
    users[Role.VILLAGE_OPERATOR, code] = _account(installing, Role.VILLAGE_OPERATOR, code, villages[0].code)
    users[Role.PSM, code] = _account(installing, Role.PSM, code, villages[0].code, people["forever"])
    district = villages[0].parent
    assert district is not None
    assert district.level == Level.DISTRICT
    return Regency(place, district, villages, psm, people, sk, request.pk)


def _hat(user: User, installing: Actor) -> Actor:
    [grant, *_more] = grants_of(user.pk, installing.at)
    return actor_of(user, grant, "test", installing.at)


def _register(admin: Actor, village: Wilayah, given: str, sex: str, code: str, n: int) -> PsmPosting:
    born = date(2002, 3, 4) if given == "Ratna" else date(1960 + 2 * n, 1 + n % 12, 5 + n)
    day = born.day + (40 if sex == "P" else 0)
    nik = f"{code.replace('.', '')}01{day:02d}{born:%m%y}{n + 1:04d}"
    person = PersonDraft(
        name=f"{given} {_FAMILY[code]}", nik=nik, nik_state=NikState.SURE, birth_place="Malang", birth_on=born,
        sex=sex, address="RT 1 RW 2", phone=f"+628120000{code.replace('.', '')[-2:]}{n:02d}",
    )  # fmt: skip
    posting = PostingDraft(starts_on=date(2018, 1, 1), bimtek_attended=True, bimtek_on=date(2018, 6, 1))
    return register_psm(admin, village.pk, person, posting)


def _papers(admin: Actor, villages: tuple[Wilayah, ...], psm: dict[str, PsmPosting]) -> dict[str, int]:
    today = admin.today
    first, second, third = villages

    def paper(number: str, names: list[str], village: Wilayah, **more: object) -> Sk:
        given: dict[str, object] = {
            "issuer": Issuer.KEPALA_DESA, "office_id": village.pk, "signed_on": date(2020, 1, 2),
            "end_kind": EndKind.TANPA_BATAS,
        }  # fmt: skip
        draft = SkDraft(number=number, posting_ids=tuple(psm[n].pk for n in names), **(given | more))  # type: ignore[arg-type]
        return issue_sk(admin, draft)

    def until(day: date) -> dict[str, object]:
        return {"end_kind": EndKind.TANGGAL, "ends_on": day}

    checked = paper("141/01/2020", ["forever"], first)
    verify_sk(admin, checked.pk, checked.version, "SK asli")
    revoked = paper("141/11/2020", ["revoked", "left"], second)
    revoke_sk(
        admin, revoked.pk, revoked.version, RevocationDraft(today - timedelta(days=30), "Mengundurkan diri")
    )
    regency = by_code(first.code[:5])
    assert regency is not None
    sk = {
        "forever": checked,
        "soon": paper(
            "141/02/2021", ["soon"], first, signed_on=date(2021, 1, 2), **until(today + timedelta(days=60))
        ),
        "unchecked": paper("141/03/2021", ["unchecked"], first, signed_on=date(2021, 1, 3)),
        "expired": paper("141/04/2020", ["expired"], first, **until(today - timedelta(days=100))),
        "revoked": revoked,
        "wrong_office": paper(
            "188/12/2020", ["wrong_office"], second, issuer=Issuer.BUPATI_WALIKOTA, office_id=regency.pk
        ),
        "unknown_signer": paper("141/21/2020", ["unknown_signer"], third, issuer=None, office_id=None),
        "replaced": paper("141/22/2019", ["replaced", "died"], third, signed_on=date(2019, 1, 2)),
    }
    sk["replacing"] = paper("141/23/2022", ["replaced", "died", "young"], third, signed_on=date(2022, 1, 2))
    left, died = psm["left"], psm["died"]
    end_posting(admin, left.pk, left.version, EndDraft(today - timedelta(days=200), EndReason.OWN_REQUEST))
    record_death(admin, died.person_id, died.person.version, today - timedelta(days=50))
    return {name: row.pk for name, row in sk.items()}
