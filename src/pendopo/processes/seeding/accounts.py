"""Who may log in to the demo: one account for each way of looking at it."""

from dataclasses import dataclass, replace

from pendopo.access.actor import Actor
from pendopo.access.enums import SENTENCES, Role
from pendopo.access.models import User
from pendopo.access.queries import actor_of, grants_of
from pendopo.accounts.commands import create_account, set_factor_policy, use_code
from pendopo.accounts.drafts import AccountDraft, FactorPolicyDraft, GrantDraft
from pendopo.accounts.queries import open_codes
from pendopo.roster.models import PsmPosting
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.queries import by_code

PASSWORD = "pendopo-demo"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Login:
    username: str
    name: str
    role: Role
    code: str
    """Of the place."""
    sentence: str = ""

    @property
    def told(self) -> str:
        return self.sentence or str(SENTENCES[self.role])


def _office(
    stem: str, code: str, *, admin: str, chair: str, verifier: str = "", secretary: str = ""
) -> list[Login]:
    people = {
        Role.DINSOS_ADMIN: ("dinsos", admin), Role.DINSOS_VERIFIER: ("periksa", verifier),
        Role.IPSM_CHAIR: ("ketua", chair), Role.IPSM_SECRETARY: ("sekretaris", secretary),
    }  # fmt: skip
    return [Login(f"{word}.{stem}", name, role, code) for role, (word, name) in people.items() if name]


LOGINS: tuple[Login, ...] = (
    *_office("jatim", "35", admin="Retno Wulandari, S.Sos.", verifier="Agus Prasetyo", chair="H. Bambang Hartono"),
    *_office("jateng", "33", admin="Sri Handayani, S.E.", verifier="Teguh Widodo", chair="Hj. Endang Lestari"),
    *_office(
        "malang", "35.07", admin="Dwi Kurniawan", secretary="Rahma Puspitasari", chair="Suyono Raharjo",
        verifier="Titik Rahayu",
    ),
    *_office("tuban", "35.23", admin="Yuliati Ningrum", secretary="Imam Fauzi", chair="Sutrisno Wibowo"),
    *_office("sampang", "35.27", admin="Zainal Arifin", secretary="Masruroh Hidayati", chair="Ahmad Basri"),
    *_office("surabaya", "35.78", admin="Indah Kusumawati", secretary="Joko Purwanto", chair="Nanik Setyowati"),
    *_office("cilacap", "33.01", admin="Heru Santoso", secretary="Umi Fitriani", chair="Slamet Riyanto"),
    *_office("kabsemarang", "33.22", admin="Ratna Utami", secretary="Edi Nugroho", chair="Wahyuni Astuti"),
    Login("pemeriksa.pusat", "Hadi Firmansyah", Role.AUDITOR, "0"),
)  # fmt: skip
TWO_STEPS = Login(
    "dualangkah.batu", "Galih Permana", Role.IPSM_SECRETARY, "35.79",
    "Wajib masuk dua langkah: memperlihatkan pemasangan passkey atau aplikasi kode.",
)  # fmt: skip
OPERATOR = Login("operator.desa", "Lilik Mariyam", Role.VILLAGE_OPERATOR, "35.07")
PSM = Login("psm", "", Role.PSM, "35.07")


def create_logins(actor: Actor) -> None:
    """All accounts, the village's own two at a village of Kab. Malang that has a PSM."""
    demand_second_steps(actor)
    for login in (*LOGINS, TWO_STEPS):
        _create(actor, login, by_code(login.code))
    posting = _own_posting()
    if posting is None:
        return
    _create(actor, OPERATOR, posting.village)
    person = posting.person
    _create(actor, replace(PSM, name=person.full_name), posting.village, person_id=person.pk)


def demand_second_steps(actor: Actor) -> None:
    """One password opens the demo; one regency shows what a real office has by default."""
    nobody = FactorPolicyDraft(frozenset(), basis="Data contoh: satu kata sandi cukup untuk melihat-lihat.")
    set_factor_policy(actor, actor.place_id, nobody)
    place = by_code(TWO_STEPS.code)
    if place:
        shown = FactorPolicyDraft(
            frozenset({TWO_STEPS.role}), basis="Data contoh: beginilah kantor sungguhan."
        )
        set_factor_policy(actor, place.pk, shown)


def logins() -> list[tuple[Login, str]]:
    """Each account that exists, with the name of its place."""
    found = {
        user.username: user for user in User.objects.filter(office__isnull=False).select_related("office")
    }
    there = [login for login in (*LOGINS, TWO_STEPS, OPERATOR, PSM) if login.username in found]
    return [(login, str(found[login.username].office)) for login in there]


def acting(username: str, actor: Actor) -> Actor:
    """The actor that this account is at the instant of `actor`."""
    user = User.objects.get(username=username)
    grant = grants_of(user.pk, actor.at)[0]
    return actor_of(user, grant, actor.door, actor.at)


def _create(actor: Actor, login: Login, place: Wilayah | None, person_id: int | None = None) -> None:
    if place is None:
        return
    draft = AccountDraft(
        login.name, GrantDraft(login.role, place.pk), username=login.username, person_id=person_id
    )
    user = create_account(actor, draft).user
    code = open_codes(user.pk, actor.at).get()
    use_code(acting(login.username, actor), code.pk, PASSWORD)


def _own_posting() -> PsmPosting | None:
    """Somebody still serving, and trained, so that her page has something to show."""
    place = by_code(OPERATOR.code)
    if place is None:
        return None
    inside = PsmPosting.objects.filter(village_path__gte=place.path, village_path__lt=place.path_until)
    serving = inside.filter(until__isnull=True, person__died_on__isnull=True, bimtek_on__isnull=False)
    return serving.select_related("village", "person").order_by("pk").first()
