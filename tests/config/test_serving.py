"""Checks before a server starts, its health, and how it stops."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.cache import cache
from django.test import Client
from psycopg import sql

from pendopo.config import schema
from pendopo.config.postgres import server
from pendopo.config.postgres.place import Place
from pendopo.config.postgres.trouble import Trouble
from pendopo.config.serving import checks, health
from pendopo.roster.enums import NikState
from pendopo.roster.models import Person
from pendopo.roster.nik_store import store_nik
from tests import database
from tests.config.started import Started, closed, free_port

_WORDS = ("DEBUG", "DEMO", "HOSTS", "HTTPS", "BIND", "SECRET_KEY", "DATA_KEY", "INDEX_KEY")


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for word in _WORDS:
        monkeypatch.delenv(f"PENDOPO_{word}", raising=False)
    monkeypatch.setenv("PENDOPO_DEMO", "0")


def test_plain_installation_is_fine(folder: Path) -> None:
    checks.refuse_unsafe(folder)


@pytest.mark.parametrize(
    ("word", "value", "sentence"),
    [
        ("DEBUG", "1", "PENDOPO_DEBUG=1 memperlihatkan"),
        ("HTTPS", "1", "PENDOPO_HOSTS kosong"),
        ("BIND", "0.0.0.0", "PENDOPO_HOSTS kosong"),
        ("HOSTS", "a.id,*", "menerima nama apa pun"),
        ("SECRET_KEY", "rahasia", "terlalu pendek"),
        ("SECRET_KEY", "a" * 50, "mudah ditebak"),
        ("DATA_KEY", "a2V5", "bukan 32 bita"),
        ("INDEX_KEY", "bukan base64!", "bukan 32 bita"),
    ],
)
def test_unsafe_setting_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, word: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(f"PENDOPO_{word}", value)
    with pytest.raises(Trouble, match=sentence):
        checks.refuse_unsafe(folder)


def test_demo_and_open_keys_are_refused_together(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "demo").touch()
    (folder / "keys").mkdir()
    (folder / "keys").chmod(0o755)
    with pytest.raises(Trouble) as caught:
        checks.refuse_unsafe(folder)
    assert "berisi data contoh" in str(caught.value) and "chmod 700" in str(caught.value)
    (folder / "keys").chmod(0o700)
    monkeypatch.setenv("PENDOPO_DEMO", "1")
    checks.refuse_unsafe(folder)


def test_database_of_a_newer_program_or_without_its_keys_is_refused(place: Place, folder: Path) -> None:
    server.start(place, detached=True)
    checks.refuse_unknown_database(place, folder)
    with psycopg.connect(**place.connection()) as link:
        link.execute("CREATE TABLE access_user AS SELECT 1 AS id")
        link.execute("CREATE TABLE django_migrations AS SELECT 'rakor' AS app, '0001_initial' AS name")
    with pytest.raises(Trouble, match=r"lebih baru \(langkah rakor.0001_initial\)"):
        checks.refuse_unknown_database(place, folder)
    with psycopg.connect(**place.connection()) as link:
        link.execute("UPDATE django_migrations SET app = 'roster'")
    with pytest.raises(Trouble, match="PENDOPO_DATA_KEY dan PENDOPO_INDEX_KEY tidak ada"):
        checks.refuse_unknown_database(place, folder)
    assert not (folder / "keys").exists(), "no new key was made in its place"


def test_alive_under_any_name(client: Client) -> None:
    response = client.get("/sehat", headers={"host": "10.1.2.3"})
    assert (response.status_code, response.json()) == (200, {"sehat": True})


@pytest.mark.django_db(transaction=True)
def test_ready_with_a_worker_and_all_migrations(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.delete(health.SEEN)
    response = client.get("/siap")
    assert response.status_code == 503
    assert response.json()["karena"] == ["pekerja tidak terlihat 60 detik terakhir"]
    with health.heartbeat():
        deadline = time.monotonic() + 10
        while client.get("/siap").status_code != 200 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert client.get("/siap").json() == {"siap": True}
        known = schema.known() | {"roster.9999_later"}
        monkeypatch.setattr(schema, "known", lambda: known)
        assert client.get("/siap").json()["karena"] == ["migrasi belum selesai"]


@pytest.mark.django_db
def test_keys_of_another_database_are_told(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_fit", False)
    assert health.keys_fit(), "nobody yet, nothing to open"
    uid = uuid.uuid4()
    nik = store_nik(uid, "3374010101800001", NikState.SURE)
    Person.objects.create(
        uid=uid, name="Siti", name_key="siti", created_at=datetime.now(UTC), **nik._asdict()
    )
    right, settings.DATA_KEY = settings.DATA_KEY, os.urandom(32)
    assert checks.WRONG_KEYS in client.get("/siap").json()["karena"]
    settings.DATA_KEY = right
    assert checks.WRONG_KEYS not in client.get("/siap").json()["karena"]


def test_https_closes_what_is_open(folder: Path) -> None:
    names = ("SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE", "CSRF_TRUSTED_ORIGINS")
    program = f"from pendopo.config import settings as s; print([getattr(s, n) for n in {names}])"
    environment = {
        **os.environ, "PENDOPO_HTTPS": "1", "PENDOPO_HOSTS": "pendopo.id", "PENDOPO_HOME": str(folder),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[True, 31536000, True, ['https://pendopo.id']]"


class Visitors(threading.Thread):
    """Ask for the login page until nobody listens any more; an answer that breaks off is remembered."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.address, self.answered, self.broken_off = f"http://127.0.0.1:{port}/masuk/", 0, False

    def run(self) -> None:
        while not self.broken_off:
            try:
                with urllib.request.urlopen(self.address, timeout=30) as answer:
                    answer.read()
                self.answered += 1
            except http.client.IncompleteRead:
                self.broken_off = True
            except OSError:
                return  # nobody listens, or the request had not been taken yet


@pytest.fixture
def copied(django_db_setup: None) -> Iterator[str]:
    """Address of a database that has everything already."""
    name = f"{database.clone_name()}_serve"
    with database.admin() as link:
        database._recreate(link, name, database.template_name())
    to = database.place().connection(database=name)
    yield f"postgresql://{to['user']}:{to['password']}@/{name}?host={to['host']}"
    with database.admin() as link:
        link.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def test_serve_answers_what_it_took_and_refuses_a_newer_database(
    copied: str, start: Callable[..., Started], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", copied)
    port = free_port()
    first = start(port, "serve")
    first.until("Pendopo melayani")
    visitors = [Visitors(port) for _ in range(3)]
    for each in visitors:
        each.start()
    time.sleep(1)
    assert first.end(signal.SIGTERM) == 0
    for each in visitors:
        each.join()
    assert all(each.answered and not each.broken_off for each in visitors)
    lines: list[dict[str, Any]] = [json.loads(line) for line in first.said.splitlines()]
    assert {"pendopo", "pendopo.requests"} <= {line["logger"] for line in lines}
    assert "semua data tersimpan" in lines[-1]["message"]
    assert closed(port)

    with psycopg.connect(copied) as link:
        link.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('rakor', '0001_initial', now())"
        )
    again = start(port, "serve")
    assert "lebih baru (langkah rakor.0001_initial)" in again.until("lebih baru")
    assert again.end() == 1
