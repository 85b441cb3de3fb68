"""On the new machine, in a process of its own: what an office sees after the restore. Tells it as JSON.

In (stdin): the JSON of `test_drill.py`. Only what the restored home holds is known here.
"""

import json
import sys
from hashlib import sha256
from typing import Any

import django


def _entered(name: str, word: str, code: str) -> tuple[Any, str]:
    """A browser that came in with password and second step, and where that led it."""
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    first = client.post("/masuk/", {"login": name, "password": word})
    second = client.post(first.headers["Location"], {"code": code})
    return client, second.headers.get("Location", second.content.decode())


def _with_passkey(told: dict[str, Any]) -> str:
    from cryptography.hazmat.primitives.serialization import load_pem_private_key
    from django.test import Client

    from tests.accounts.device import Device

    client, held = Client(SERVER_NAME="localhost"), told["device"]
    key: Any = load_pem_private_key(held["key"].encode(), None)
    device = Device(count=5, id=bytes.fromhex(held["id"]), key=key, handle=held["handle"])
    options = client.post("/masuk/passkey/tanya/").json()
    answer = client.post("/masuk/passkey/", {"answer": device.get(options)})
    return answer.headers.get("Location", answer.content.decode())


def seen(told: dict[str, Any]) -> dict[str, Any]:
    from pendopo.accounts.totp import STEP, digits_of
    from pendopo.roster.models import Person
    from pendopo.shared.clock import now
    from pendopo.targets.models import Target

    digits = digits_of(bytes.fromhex(told["secret"]), int(now().timestamp()) // STEP)
    client, by_app = _entered(told["name"], told["word"], digits)
    _again, by_code = _entered(told["name"], told["word"], told["code"])
    picture = client.get(f"/psm/{told['person']}/gambar")
    return {
        "app": by_app,
        "code": by_code,
        "passkey": _with_passkey(told),
        "photo": sha256(picture.content).hexdigest(),
        "small": client.get(f"/psm/{told['person']}/gambar?kecil").status_code,
        "nik": Person.objects.get(pk=told["person"]).nik(),
        "board": told["headline"] in client.get(f"/pengurus/{told['unit']}/").content.decode(),
        "targets": Target.objects.count(),
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(seen(json.load(sys.stdin))))
