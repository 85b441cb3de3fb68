"""Proving a second factor: at the login, and again before something that matters."""

from django.utils.translation import gettext as _

from pendopo.access.models import User
from pendopo.access.policy import Permission
from pendopo.accounts.codes import plain
from pendopo.accounts.commands.rows import self_user
from pendopo.accounts.models import Authenticator, Passkey, RecoveryCode
from pendopo.accounts.passkeys import State, read_proof
from pendopo.accounts.records import about_account
from pendopo.accounts.recovery import recovery_hash
from pendopo.accounts.totp import matching_step, open_secret, plain_digits
from pendopo.kernel.command import Desk, command
from pendopo.shared.refusals import Invalid


@command("account.code_proved", Permission.OWN_VIEW)
def prove_code(desk: Desk, typed: str) -> None:
    """Six digits of the app, or a recovery code; either opens once."""
    user = self_user(desk)
    digits = plain_digits(typed)
    if digits:
        _take_digits(desk, user, digits)
    else:
        _take_recovery(desk, user, typed)


@command("account.passkey_proved", Permission.OWN_VIEW)
def prove_passkey(desk: Desk, passkey_id: int, state: State, answer: str) -> None:
    """What a passkey of this account has signed; a count that does not grow tells of a copied key."""
    user = self_user(desk)
    key = Passkey.objects.filter(user=user, pk=passkey_id).first()
    if key is None:
        raise Invalid(_("Passkey itu bukan milik akun ini."))
    try:
        count = read_proof(state, answer, user.pk, bytes(key.credential))
    except ValueError:
        raise Invalid(_("Passkey belum dapat diperiksa. Coba sekali lagi, atau pakai cara lain.")) from None
    if (count or key.sign_count) and count <= key.sign_count:
        raise Invalid(
            _("Passkey ini mungkin telah disalin, maka ditolak. Pakai cara lain, lalu lepas passkey ini.")
        )
    key.sign_count, key.used_at = count, desk.actor.at
    key.save(update_fields=["sign_count", "used_at"])
    about_account(desk, user, after={"factor": "passkey", "key_name": key.name})


@command("account.factor_missed", Permission.OWN_VIEW)
def note_wrong_factor(desk: Desk, factor: str) -> None:
    """Somebody who knew the password could not prove the second factor. `factor`: code or passkey."""
    about_account(desk, self_user(desk), after={"factor": factor})


def _take_digits(desk: Desk, user: User, digits: str) -> None:
    app = Authenticator.objects.filter(user=user).first()
    if app is None:
        raise Invalid(fields={"code": _("Angka itu belum cocok.")})
    secret = open_secret(user.pk, bytes(app.sealed))
    step = matching_step(secret, digits, desk.actor.at, after=app.last_step)
    if step is None:
        raise Invalid(fields={"code": _digits_fault(secret, digits, desk)})
    app.last_step, app.used_at = step, desk.actor.at
    app.save(update_fields=["last_step", "used_at"])
    about_account(desk, user, after={"factor": "app"})


def _digits_fault(secret: bytes, digits: str, desk: Desk) -> str:
    if matching_step(secret, digits, desk.actor.at):
        return _("Angka itu sudah dipakai. Tunggu angka berikutnya di aplikasi.")
    return _("Angka itu belum cocok. Isi angka yang tampil sekarang, dan pastikan jam HP benar.")


def _take_recovery(desk: Desk, user: User, typed: str) -> None:
    codes = RecoveryCode.objects.filter(user=user, used_at__isnull=True)
    code = codes.filter(code_hash=recovery_hash(user.pk, typed)).first() if plain(typed) else None
    if code is None:
        wanted = _("Isi satu kode cadangan yang belum dipakai.")
        if Authenticator.objects.filter(user=user).exists():
            wanted = _("Isi enam angka dari aplikasi, atau satu kode cadangan yang belum dipakai.")
        raise Invalid(fields={"code": wanted})
    code.used_at = desk.actor.at
    code.save(update_fields=["used_at"])
    about_account(desk, user, after={"factor": "recovery", "codes_left": codes.count()})
