"""Sessions in the database, each with who, on what device, and when it was last used.

In: the secret key of the cookie. Out: the data of the session and its row, read with one statement. A row that
was deleted, whoever did it, is nobody's session any more at the very next request of any worker. The last use is
written at most every `GRAIN`, so that reading pages stays reading.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.contrib.sessions.backends.db import SessionStore as Base
from django.db import IntegrityError, transaction

from pendopo.access.models import Session
from pendopo.prepared import prepared
from pendopo.shared.clock import now

GRAIN = timedelta(minutes=2)
AGENT = "perangkat"
_USER = "_auth_user_id"  # where Django keeps who it is
_in_force = prepared(lambda key, at: Session.objects.filter(session_key=key, expire_date__gt=at))


class SessionStore(Base):
    """Django's sessions in our table, with the columns that a list of devices shows."""

    if TYPE_CHECKING:  # Django has them, its type stubs do not

        def _get_session(self, no_load: bool = False) -> dict[str, Any]: ...

        _session_key: str | None

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self._row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _validate_session_key(self, key: str | None) -> bool:
        """A cookie can say anything; the keys we give are letters and digits, and nothing else asks the database."""
        return key is not None and len(key) >= 8 and key.isascii() and key.isalnum()

    def load(self) -> dict[str, Any]:
        self._row = next(iter(_in_force(self.session_key, now())), None)
        if self._row is None:
            self._session_key = None
        data: dict[str, Any] = self.decode(self._row.session_data) if self._row else {}
        return data

    @property
    def row(self) -> Session | None:
        """The row of this request's session, without another statement; None for strangers."""
        self._get_session()
        return self._row

    def save(self, must_create: bool = False) -> None:
        key = self.session_key
        if key is None:
            return self.create()
        data = self._get_session(no_load=must_create)
        columns = {
            "session_data": self.encode(data),
            "expire_date": self.get_expiry_date(),
            "user_id": int(data[_USER]) if data.get(_USER) else None,
            "agent": str(data.get(AGENT, ""))[:250],
        }
        if must_create:
            self._insert(key, columns)
        elif not Session.objects.filter(session_key=key).update(**columns):
            raise UpdateError
        return None

    def used(self, role: str, place_id: int | None, at: datetime, *, at_once: bool = False) -> None:
        """Somebody is there, in this hat. Written only where the last time is some minutes ago."""
        row = self.row
        if row and (at_once or at - row.seen_at >= GRAIN):
            rows = Session.objects.filter(pk=row.pk, locked=False)
            rows.update(seen_at=at, role=role, place_id=place_id)

    def set_locked(self, locked: bool, at: datetime) -> None:
        """Cover the screen, or uncover it after the right password."""
        if self.row:
            Session.objects.filter(pk=self.row.pk).update(locked=locked, seen_at=at)
            self.row.locked, self.row.seen_at = locked, at

    def _insert(self, key: str, columns: dict[str, Any]) -> None:
        former = self._row  # the key changes at login and with the password; device and beginning stay
        at = now()
        row = Session(
            session_key=key,
            began_at=former.began_at if former and former.user_id else at,
            seen_at=at,
            role=former.role if former else "",
            place_id=former.place_id if former else None,
            **columns,
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            raise CreateError from None
        self._row = row
