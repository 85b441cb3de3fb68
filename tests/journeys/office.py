"""Somebody of an office who knows her password."""

from pendopo.access.enums import Role
from pendopo.access.models import User
from pendopo.accounts.commands import create_account, set_factor_policy
from pendopo.accounts.drafts import AccountDraft, FactorPolicyDraft, GrantDraft
from pendopo.accounts.queries import installing_actor
from pendopo.shared.clock import now
from pendopo.wilayah.queries import by_code

PASSWORD = "kebun jati lama"


def secretary_of(code: str) -> User:
    place = by_code(code)
    assert place is not None
    grant = GrantDraft(Role.IPSM_SECRETARY, place.pk)
    draft = AccountDraft(name="Sekretaris Contoh", grant=grant, username=f"sekretaris-{code}")
    installing = installing_actor("test", now())
    set_factor_policy(installing, place.pk, FactorPolicyDraft(frozenset(), basis="Dunia uji"))
    user = create_account(installing, draft).user
    user.set_password(PASSWORD)
    user.must_change_password = False
    user.save()
    return user
