"""The same digits, recovery code or passkey answer sent to several workers at the same moment opens once."""

import pytest

from pendopo.access.enums import Role
from pendopo.access.models import User
from pendopo.accounts.commands import create_account, make_recovery_codes, prove_code, prove_passkey
from pendopo.accounts.drafts import AccountDraft, GrantDraft
from pendopo.accounts.passkeys import ask_proof
from pendopo.accounts.queries import installing_actor, own_actor
from pendopo.accounts.totp import STEP, digits_of
from pendopo.shared.clock import now
from pendopo.shared.refusals import Invalid
from tests.accounts.device import Device
from tests.accounts.test_factors import with_app, with_passkey
from tests.kernel.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def user() -> User:
    actor = installing_actor("test", now())
    grant = GrantDraft(Role.AUDITOR, actor.place_id)
    return create_account(actor, AccountDraft(name="Contoh", grant=grant)).user


def _opened(answers: list[object]) -> int:
    assert all(answer is None or isinstance(answer, Invalid) for answer in answers)
    return sum(answer is None for answer in answers)


def test_each_opens_once(user: User) -> None:
    secret, device = with_app(user), Device()
    key = with_passkey(user, device)
    code = make_recovery_codes(own_actor(user, "test", now()))[0]
    actor = own_actor(user, "test", now())
    digits = digits_of(secret, int(actor.at.timestamp()) // STEP)
    options, state = ask_proof([bytes(key.credential_id)])
    answer = device.get(options)
    assert _opened(at_once(*[lambda: prove_code(actor, digits)] * 4)) == 1
    assert _opened(at_once(*[lambda: prove_code(actor, code)] * 4)) == 1
    assert _opened(at_once(*[lambda: prove_passkey(actor, key.pk, state, answer)] * 4)) == 1
