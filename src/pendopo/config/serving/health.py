"""`/sehat`: this process answers. `/siap`: database, migrations and worker are as they should be.

Asked by machines under any host name and without a login, so it comes before everything else and
tells nothing about people.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.cache import cache
from django.db import Error, connection, connections
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase

from pendopo.config import schema
from pendopo.config.serving.checks import WRONG_KEYS
from pendopo.roster.models import Person

SEEN = "pendopo.worker.seen"
_FRESH = 60  # seconds
_BEAT = 15.0
_fit = False


class HealthMiddleware:
    """Answers both addresses before hosts, HTTPS and sessions are asked about."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        match request.path_info.rstrip("/"):
            case "/sehat":
                return _answer({"sehat": True}, 200)
            case "/siap":
                reasons = not_ready()
                told = {"siap": not reasons, **({"karena": reasons} if reasons else {})}
                return _answer(told, 503 if reasons else 200)
            case _:
                return self.get_response(request)


def not_ready() -> list[str]:
    """Why work should not be sent here; empty where all is well."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app || '.' || name FROM django_migrations")
            done = {row[0] for row in cursor.fetchall()}
        if not schema.known() <= done:
            return ["migrasi belum selesai"]
        reasons = [] if keys_fit() else [WRONG_KEYS]
        return reasons if cache.get(SEEN) else [*reasons, f"pekerja tidak terlihat {_FRESH} detik terakhir"]
    except Error:
        connection.close()
        return ["database tidak menjawab"]


def keys_fit() -> bool:
    """Whether one sealed NIK opens. Once it did, it is not asked again."""
    global _fit
    if not _fit:
        person = next(iter(Person.objects.filter(nik_sealed__isnull=False)[:1]), None)
        try:
            _fit = person is not None and bool(person.nik())
        except ValueError:
            return False
    return True


def _answer(told: dict[str, object], status: int) -> JsonResponse:
    return JsonResponse(told, status=status, headers={"Cache-Control": "no-store"})


@contextmanager
def heartbeat() -> Iterator[None]:
    """While the block runs, `/siap` of every server on this database sees a worker."""
    ended = threading.Event()
    beating = threading.Thread(target=_beat, args=[ended], daemon=True)
    beating.start()
    try:
        yield
    finally:
        ended.set()
        beating.join(5)


def _beat(ended: threading.Event) -> None:
    while True:
        try:
            cache.set(SEEN, 1, _FRESH)
        except Error:
            connections["default"].close()  # the next beat tries a new connection
        if ended.wait(_BEAT):
            connections.close_all()
            return
