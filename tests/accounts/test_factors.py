from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pendopo.access.enums import Role
from pendopo.access.models import User
from pendopo.accounts.commands import (
    add_passkey,
    make_recovery_codes,
    note_wrong_factor,
    prove_code,
    prove_passkey,
    remove_authenticator,
    remove_passkey,
    rename_passkey,
    reset_factors,
    set_authenticator,
    set_factor_policy,
)
from pendopo.accounts.drafts import FactorPolicyDraft
from pendopo.accounts.factor_queries import demanded_from, factors_of, has_factor, passkey_of
from pendopo.accounts.models import Authenticator, FactorPolicy, Passkey, RecoveryCode
from pendopo.accounts.passkeys import ask_new, ask_proof, credential_id_of
from pendopo.accounts.queries import own_actor, own_grants
from pendopo.accounts.totp import STEP, digits_of, matching_step, new_secret, open_secret, readable
from pendopo.audit.models import Event
from pendopo.shared.clock import now
from pendopo.shared.refusals import Conflict, Invalid, NotAllowed, NotVisible
from tests.accounts.device import Device
from tests.worlds.two_kabupaten import JATIM, MALANG, ROOT, SEMARANG, World


def _step(at: Any) -> int:
    return int(at.timestamp()) // STEP


def with_app(user: User, at: Any = None) -> bytes:
    """An account with an app set up some minutes ago."""
    secret, then = new_secret(), (at or now()) - timedelta(minutes=5)
    set_authenticator(own_actor(user, "test", then), secret, digits_of(secret, _step(then)))
    return secret


def with_passkey(user: User, device: Device, name: str = "HP") -> Passkey:
    options, state = ask_new(user.pk, user.username, user.name, [])
    return add_passkey(own_actor(user, "test", now()), name, state, device.create(options))


@pytest.fixture
def user(world: World) -> User:
    return world.user(Role.IPSM_SECRETARY)


def test_digits_hold_half_a_minute_either_way() -> None:
    secret, at = new_secret(), now()
    found = [matching_step(secret, digits_of(secret, _step(at) + n), at) for n in (-2, -1, 0, 1, 2)]
    assert found == [None, _step(at) - 1, _step(at), _step(at) + 1, None]
    assert matching_step(secret, digits_of(secret, _step(at)), at, after=_step(at)) is None
    assert len(readable(secret).split()) == 8


def test_an_app_is_proved_before_it_is_kept_and_its_secret_is_sealed(user: User) -> None:
    actor, secret = own_actor(user, "test", now()), new_secret()
    with pytest.raises(Invalid, match="belum cocok"):
        set_authenticator(actor, secret, "000 000" if digits_of(secret, _step(actor.at)) != "000000" else "1")
    assert not has_factor(user.pk)
    set_authenticator(actor, secret, digits_of(secret, _step(actor.at)))
    app = Authenticator.objects.get(user=user)
    assert secret not in bytes(app.sealed)
    assert open_secret(user.pk, bytes(app.sealed)) == secret
    with pytest.raises(ValueError, match="does not open"):
        open_secret(user.pk + 1, bytes(app.sealed))
    assert Event.objects.filter(name="account.app_set", user_id=user.pk).count() == 1


def test_digits_open_once_and_never_an_earlier_half_minute(user: User) -> None:
    secret, at = with_app(user), now()
    actor, step = own_actor(user, "test", at), _step(at)
    prove_code(actor, f" {digits_of(secret, step)[:3]} {digits_of(secret, step)[3:]} ")
    for late in (step, step - 1):
        with pytest.raises(Invalid, match="sudah dipakai"):
            prove_code(actor, digits_of(secret, late))
    prove_code(replace(actor, at=at + timedelta(seconds=STEP)), digits_of(secret, step + 1))


def test_anothers_digits_and_codes_open_nothing(world: World, user: User) -> None:
    other = world.user(Role.IPSM_SECRETARY, SEMARANG)
    secret = with_app(other)
    with_app(user)
    codes = make_recovery_codes(own_actor(other, "test", now()))
    actor = own_actor(user, "test", now())
    for typed in (digits_of(secret, _step(actor.at)), codes[0], "", "12345", "１２３４５６", "x" * 30):
        with pytest.raises(Invalid):
            prove_code(actor, typed)


def test_ten_codes_each_once_and_a_new_set_ends_the_old(user: User) -> None:
    actor = own_actor(user, "test", now())
    with pytest.raises(Conflict, match="Pasang passkey"):
        make_recovery_codes(actor)
    with_app(user)
    codes = make_recovery_codes(actor)
    assert len(set(codes)) == 10
    kept = str(list(RecoveryCode.objects.values()))
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)
    prove_code(actor, codes[0].lower().replace("-", " "))
    with pytest.raises(Invalid):
        prove_code(actor, codes[0])
    assert factors_of(user.pk).codes_left == 9
    fresh = make_recovery_codes(actor)
    with pytest.raises(Invalid):
        prove_code(actor, codes[1])
    prove_code(actor, fresh[1])
    remove_authenticator(actor)
    assert not RecoveryCode.objects.filter(user=user).exists(), "codes alone are no factor"


def test_a_passkey_proves_its_owner_and_its_count_grows(user: User) -> None:
    device = Device()
    key = with_passkey(user, device)
    actor = own_actor(user, "test", now())
    options, state = ask_proof([key.credential_id])
    answer = device.get(options)
    assert passkey_of(credential_id_of(answer)) == key
    prove_passkey(actor, key.pk, state, answer)
    with pytest.raises(Invalid, match="disalin"):
        prove_passkey(actor, key.pk, state, answer)
    device.count = 0
    with pytest.raises(Invalid, match="disalin"):
        prove_passkey(actor, key.pk, state, device.get(options))
    key.refresh_from_db()
    assert (key.sign_count, bool(key.used_at)) == (1, True)


@pytest.mark.parametrize(
    "device",
    [Device(verifies=False), Device(origin="https://jahat.example"), Device(origin="http://127.0.0.1:8000")],
)
def test_a_passkey_without_finger_or_from_elsewhere_is_refused(user: User, device: Device) -> None:
    with pytest.raises(Invalid, match="tidak dapat diperiksa"):
        with_passkey(user, device)
    verifies, origin = device.verifies, device.origin
    device.verifies, device.origin = True, Device().origin
    key = with_passkey(user, device)
    device.verifies, device.origin = verifies, origin
    options, state = ask_proof([key.credential_id])
    with pytest.raises(Invalid, match="belum dapat diperiksa"):
        prove_passkey(own_actor(user, "test", now()), key.pk, state, device.get(options))


def test_another_question_another_account_and_garbage_prove_nothing(world: World, user: User) -> None:
    device, other = Device(), world.user(Role.IPSM_CHAIR)
    key = with_passkey(user, device)
    actor = own_actor(user, "test", now())
    options, state = ask_proof(None)
    _other, second = ask_proof(None)
    for kept, answer in (
        (second, device.get(options)),
        ({}, device.get(options)),
        (state, "{}"),
        (state, "\0"),
    ):
        with pytest.raises(Invalid):
            prove_passkey(actor, key.pk, kept, answer)
    with pytest.raises(Invalid, match="bukan milik"):
        prove_passkey(own_actor(other, "test", now()), key.pk, state, device.get(options))
    device.handle = "AAAA"
    with pytest.raises(Invalid):
        prove_passkey(actor, key.pk, state, device.get(options))
    for answer in ("", "[]", '{"rawId": 3.5}', "{}"):
        with pytest.raises(ValueError, match="proves nothing"):
            credential_id_of(answer)
    assert passkey_of(credential_id_of('{"rawId": "AAAA"}')) is None


def test_passkeys_are_named_renamed_and_removed_by_their_owner_alone(world: World, user: User) -> None:
    first = with_passkey(user, Device(), "  HP   Rahma ")
    second = with_passkey(user, Device(), "Laptop")
    actor, stranger = own_actor(user, "test", now()), own_actor(world.user(Role.IPSM_CHAIR), "test", now())
    assert [k.name for k in factors_of(user.pk).passkeys] == ["HP Rahma", "Laptop"]
    for deed in (lambda: remove_passkey(stranger, first.pk), lambda: rename_passkey(stranger, first.pk, "x")):
        with pytest.raises(NotVisible):
            deed()
    with pytest.raises(Invalid):
        rename_passkey(actor, first.pk, " ")
    rename_passkey(actor, first.pk, "HP baru")
    remove_passkey(actor, second.pk)
    assert [k.name for k in factors_of(user.pk).passkeys] == ["HP baru"]
    device = Device(id=bytes(first.credential_id))
    with pytest.raises(Conflict, match="sudah terpasang"):
        with_passkey(world.user(Role.IPSM_CHAIR), device)


def test_the_office_resets_what_was_lost(world: World, user: User) -> None:
    with_app(user)
    with_passkey(user, Device())
    make_recovery_codes(own_actor(user, "test", now()))
    admin = world.actor(Role.DINSOS_ADMIN)
    with pytest.raises(Invalid):
        reset_factors(admin, user.pk, "hp")
    for actor in (world.actor(Role.DINSOS_ADMIN, SEMARANG), world.actor(Role.IPSM_SECRETARY)):
        with pytest.raises((NotVisible, NotAllowed)):
            reset_factors(actor, user.pk, "HP hilang")
    issued = reset_factors(admin, user.pk, "HP hilang, sudah bertemu")
    assert issued.code
    assert not has_factor(user.pk)
    assert not User.objects.get(pk=user.pk).has_usable_password(), "the old password opens nothing any more"
    assert Event.objects.get(name="account.factors_reset").reason == "HP hilang, sudah bertemu"
    with pytest.raises(Conflict, match="tidak memakai"):
        reset_factors(admin, user.pk, "HP hilang")
    own = world.user(Role.DINSOS_ADMIN)
    with_app(own)
    with pytest.raises(Conflict, match="sendiri"):
        reset_factors(admin, own.pk, "HP hilang")


def test_a_wrong_step_leaves_a_trace(user: User) -> None:
    note_wrong_factor(own_actor(user, "test", now()), "code")
    assert Event.objects.filter(name="account.factor_missed", user_id=user.pk).count() == 1


def test_without_a_word_of_any_office_those_who_may_reveal_must(world: World) -> None:
    FactorPolicy.objects.all().delete()
    at = now()
    must = {role for role in Role if demanded_from(own_grants(world.user(role).pk, at))}
    assert must == {Role.DINSOS_ADMIN, Role.DINSOS_VERIFIER, Role.IPSM_SECRETARY}


def test_an_office_adds_to_what_the_one_above_demands_and_takes_nothing_away(world: World) -> None:
    def must(role: Role, code: str = MALANG) -> Any:
        return demanded_from(own_grants(world.user(role, code).pk, now()))

    def say(code: str, *roles: Role, days: int = 0) -> FactorPolicy:
        actor = world.actor(Role.DINSOS_ADMIN, code)
        return set_factor_policy(actor, actor.place_id, FactorPolicyDraft(frozenset(roles), days))

    assert not must(Role.IPSM_SECRETARY), "the world's root demands nothing"
    province = say(JATIM, Role.IPSM_SECRETARY, days=14)
    assert must(Role.IPSM_SECRETARY) == province.set_at + timedelta(days=14)
    assert not must(Role.IPSM_SECRETARY, SEMARANG)
    say(MALANG)
    assert must(Role.IPSM_SECRETARY), "the regency takes nothing away"
    say(MALANG, Role.IPSM_CHAIR, Role.IPSM_SECRETARY)
    assert must(Role.IPSM_CHAIR) <= now()
    assert must(Role.IPSM_SECRETARY) <= now(), "the shorter time holds"
    assert FactorPolicy.objects.filter(wilayah=world.malang.place).count() == 2, (
        "what was said before is kept"
    )
    with pytest.raises(NotVisible):
        set_factor_policy(
            world.actor(Role.DINSOS_ADMIN), world.semarang.place.pk, FactorPolicyDraft(frozenset())
        )
    with pytest.raises(NotAllowed):
        set_factor_policy(
            world.actor(Role.AUDITOR, ROOT), world.malang.place.pk, FactorPolicyDraft(frozenset())
        )
    with pytest.raises(Invalid):
        FactorPolicyDraft(frozenset(), grace_days=91)
