from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from pendopo.access.models import User
from pendopo.accounts.queries import by_login
from pendopo.prepared import prepared

_open = prepared(lambda user_id: User.objects.filter(pk=user_id, is_active=True))


class ByUsernameOrPhone(BaseBackend):
    """Who logs in with a username or a phone number, written in any way, and a password."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **other: Any,
    ) -> User | None:
        user = by_login(username or "")
        if user is None:
            make_password(password)  # an unknown name takes as long as a wrong password
            return None
        return user if user.check_password(password or "") and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        """A closed account is out at its next page."""
        return next(iter(_open(user_id)), None)
