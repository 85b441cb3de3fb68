"""Setting up and removing one's own second factors."""

from django.utils.translation import gettext as _

from pendopo.access.models import User
from pendopo.access.policy import Permission
from pendopo.accounts.codes import new_code
from pendopo.accounts.commands.rows import self_user
from pendopo.accounts.drafts import passkey_name
from pendopo.accounts.models import Authenticator, Passkey, RecoveryCode
from pendopo.accounts.passkeys import State, read_new
from pendopo.accounts.records import about_account
from pendopo.accounts.recovery import HOW_MANY, recovery_hash
from pendopo.accounts.totp import matching_step, plain_digits, seal_secret
from pendopo.kernel.command import Desk, command
from pendopo.shared.refusals import Conflict, Invalid, NotVisible

MOST_PASSKEYS = 10


@command("account.app_set", Permission.OWN_VIEW)
def set_authenticator(desk: Desk, secret: bytes, typed: str) -> Authenticator:
    """An app on the phone, proved by the digits it shows now; it replaces an app set up before."""
    user = self_user(desk)
    step = matching_step(secret, plain_digits(typed), desk.actor.at)
    if step is None:
        raise Invalid(
            fields={
                "code": _(
                    "Angka itu belum cocok. Pastikan jam HP benar, lalu isi angka yang tampil sekarang."
                )
            }
        )
    Authenticator.objects.filter(user=user).delete()
    made = Authenticator.objects.create(
        user=user, sealed=seal_secret(user.pk, secret), last_step=step, created_at=desk.actor.at
    )
    about_account(desk, user, after={"factor": "app"})
    return made


@command("account.app_removed", Permission.OWN_VIEW)
def remove_authenticator(desk: Desk) -> None:
    """The app no longer opens this account. The door has asked for a proof just before."""
    user = self_user(desk)
    if not Authenticator.objects.filter(user=user).delete()[0]:
        raise NotVisible
    _forget_codes_without_factor(user)
    about_account(desk, user, before={"factor": "app"})


@command("account.passkey_added", Permission.OWN_VIEW)
def add_passkey(desk: Desk, name: str, state: State, answer: str) -> Passkey:
    """One more passkey, under a name by which its owner knows it again."""
    user = self_user(desk)
    name = passkey_name(name)
    if user.passkeys.count() >= MOST_PASSKEYS:
        raise Conflict(_("Sudah ada sepuluh passkey. Lepas yang tidak dipakai lagi dahulu."))
    try:
        new = read_new(state, answer)
    except ValueError:
        raise Invalid(
            _("Passkey belum terpasang: jawaban perangkat tidak dapat diperiksa. Coba sekali lagi.")
        ) from None
    if Passkey.objects.filter(credential_id=new.credential_id).exists():
        raise Conflict(_("Passkey itu sudah terpasang."))
    made = Passkey.objects.create(
        user=user,
        name=name,
        credential_id=new.credential_id,
        credential=new.credential,
        sign_count=new.sign_count,
        created_at=desk.actor.at,
    )
    about_account(desk, user, after={"factor": "passkey", "key_name": name})
    return made


@command("account.passkey_renamed", Permission.OWN_VIEW)
def rename_passkey(desk: Desk, passkey_id: int, name: str) -> Passkey:
    """Another name for an own passkey."""
    user = self_user(desk)
    key = _own_key(user, passkey_id)
    before, key.name = key.name, passkey_name(name)
    key.save(update_fields=["name"])
    about_account(desk, user, before={"key_name": before}, after={"key_name": key.name})
    return key


@command("account.passkey_removed", Permission.OWN_VIEW)
def remove_passkey(desk: Desk, passkey_id: int) -> None:
    """A passkey no longer opens this account. The door has asked for a proof just before."""
    user = self_user(desk)
    key = _own_key(user, passkey_id)
    about_account(desk, user, before={"factor": "passkey", "key_name": key.name})
    key.delete()
    _forget_codes_without_factor(user)


@command("account.recovery_made", Permission.OWN_VIEW)
def make_recovery_codes(desk: Desk) -> tuple[str, ...]:
    """Ten codes to print, readable only now; those made before are void."""
    user = self_user(desk)
    if not _left(user):
        raise Conflict(
            _("Pasang passkey atau aplikasi kode dahulu; kode cadangan menggantikannya bila hilang.")
        )
    codes: set[str] = set()
    while len(codes) < HOW_MANY:
        codes.add(new_code())
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, code_hash=recovery_hash(user.pk, code), created_at=desk.actor.at)
        for code in codes
    )
    about_account(desk, user, after={"recovery_codes": HOW_MANY})
    return tuple(sorted(codes))


def _own_key(user: User, passkey_id: int) -> Passkey:
    key = Passkey.objects.filter(user=user, pk=passkey_id).first()
    if key is None:
        raise NotVisible
    return key


def _left(user: User) -> bool:
    return Authenticator.objects.filter(user=user).exists() or Passkey.objects.filter(user=user).exists()


def _forget_codes_without_factor(user: User) -> None:
    """Codes stand in for a factor; without one they would open an account that asks for nothing."""
    if not _left(user):
        RecoveryCode.objects.filter(user=user).delete()
