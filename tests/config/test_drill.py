"""Backup → new machine → restore, with people at work: every table, the photos, and what only the keys open."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.db import transaction
from PIL import Image

from pendopo.access.enums import Role
from pendopo.accounts.commands import make_recovery_codes
from pendopo.accounts.queries import own_actor
from pendopo.config.backup.fingerprint import LEFT_OUT, fingerprints
from pendopo.config.postgres import server
from pendopo.config.postgres.place import Place
from pendopo.roster.commands import set_photo
from pendopo.roster.models import Person
from pendopo.shared.clock import now
from pendopo.targets.commands import set_round
from pendopo.targets.drafts import RoundDraft, StagesDraft
from tests import database
from tests.accounts.device import Device
from tests.accounts.test_factors import with_app, with_passkey
from tests.config.test_backup import held, said, typed
from tests.worlds.boards import formed
from tests.worlds.two_kabupaten import JATIM, World, build

WORD = "kebun jati lama"
NEW_TABLES = (
    "roster_ipsmunit", "roster_boardterm", "roster_termstep", "roster_seat", "roster_holder", "roster_unitwork",
    "roster_handoveritem", "legality_boardnaming", "legality_boardsegment", "targets_targetround",
    "targets_target", "accounts_authenticator", "accounts_passkey", "accounts_recoverycode", "audit_event",
    "legality_sk", "roster_person",
)  # fmt: skip


@contextmanager
def machine(home: Path, url: str = "") -> Iterator[pytest.MonkeyPatch]:
    """As long as this lasts the installation is the one in `home`, and its keys are those in files."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATABASE_URL", "PENDOPO_SECRET_KEY", "PENDOPO_DATA_KEY", "PENDOPO_INDEX_KEY"):
            patch.delenv(name, raising=False)
        patch.setenv("PENDOPO_HOME", str(home))
        if url:
            patch.setenv("DATABASE_URL", url)
        yield patch


def _files(home: Path) -> dict[str, bytes]:
    return {str(p.relative_to(home)): p.read_bytes() for p in (home / "media").rglob("*") if p.is_file()}


def _photo(world: World, person_id: int) -> Person:
    out = BytesIO()
    Image.effect_noise((900, 1200), 80).convert("RGB").save(out, "JPEG", quality=95)
    human = Person.objects.get(pk=person_id)
    return set_photo(world.actor(Role.IPSM_SECRETARY), person_id, human.version, out.getvalue())


def _at_work() -> dict[str, Any]:
    """An office with a board, targets, a photo, a second factor of each kind and somebody logged in."""
    world = build()
    board, user, device = formed(world), world.user(Role.IPSM_SECRETARY), Device()
    draft = RoundDraft("Sampai Rakor", world.on, world.on + timedelta(days=90), StagesDraft(True, 1, 60, 50))
    set_round(world.actor(Role.DINSOS_ADMIN, JATIM), world.malang.place.parent_id or 0, draft)
    human = _photo(world, world.malang.people["soon"])
    user.set_password(WORD)
    user.save()
    secret = with_app(user)
    with_passkey(user, device)
    codes = make_recovery_codes(own_actor(user, "test", now()))
    world.client(Role.IPSM_SECRETARY)
    pem = device.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return {
        "name": user.username, "word": WORD, "secret": secret.hex(), "code": codes[0], "person": human.pk,
        "photo": human.photo, "nik": human.nik(), "unit": board.unit.pk,
        "headline": "Pengurus IPSM Kab. Malang sah",
        "device": {"id": device.id.hex(), "key": pem, "handle": device.handle},
    }  # fmt: skip


def _seen(new: Path, told: dict[str, Any]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.config.new_machine"], input=json.dumps(told), capture_output=True,
        text=True, cwd=Path(__file__).parents[2], timeout=120,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def test_an_office_goes_on_at_a_new_machine(
    transactional_db: None, folder: Path, other: Place, settings: Any, monkeypatch: Any, capsys: Any
) -> None:
    shutil.copytree(
        Path(os.environ["PENDOPO_HOME"]) / "keys", folder / "keys", ignore=lambda *_: ["recovery.json"]
    )
    settings.MEDIA_ROOT = folder / "media"
    with transaction.atomic():
        told = _at_work()
    link = database.place().connection(database=database.clone_name())
    url = f"postgresql://{link['user']}:{link['password']}@/{link['dbname']}?host={link['host']}"
    with psycopg.connect(**link) as source:
        wanted = fingerprints(source)
        assert source.execute("SELECT count(*) > 0 FROM access_session").fetchone() == (True,)
    assert not [name for name in NEW_TABLES if not wanted[name][0]], "an empty table proves nothing"

    with machine(folder, url):
        phrase = said(capsys, "kunci-pemulihan").split("\n\n")[1].strip()
        said(capsys, "backup", str(folder / "c.pendopo"))
    shutil.move(folder / "c.pendopo", other.home.parent / "c.pendopo")
    photos = _files(folder)
    shutil.rmtree(folder / "keys")
    shutil.rmtree(folder / "media")  # the old machine is gone

    new = other.home.parent
    with machine(new):
        typed(monkeypatch, phrase)
        said(capsys, "restore", str(new / "c.pendopo"))
        server.start(other, detached=True)
        assert held(other) == wanted
        with psycopg.connect(**other.connection()) as there:
            for name in LEFT_OUT:
                if there.execute("SELECT to_regclass(%s) IS NOT NULL", [name]).fetchone() == (True,):
                    assert there.execute(f"SELECT count(*) FROM {name}").fetchone() == (0,), name  # type: ignore[call-overload]
        assert _files(new) == photos and len(photos) == 2
        seen = _seen(new, told)
    assert seen == {
        "app": "/", "code": "/", "passkey": "/", "photo": told["photo"], "small": 200, "nik": told["nik"],
        "board": True, "targets": 38,
    }  # fmt: skip
