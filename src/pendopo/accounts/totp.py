"""Six digits of an app on a phone (TOTP, RFC 6238), as all such apps know them: SHA-1, half a minute.

The secret is sealed like a NIK and bound to its account. A clock may be half a minute off, either way.
"""

import base64
import os
from datetime import datetime

from cryptography.hazmat.primitives import constant_time
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings

from pendopo.shared.sealed import seal, unseal

STEP = 30
DIGITS = 6
ISSUER = "Pendopo"
_DRIFT = 1


def new_secret() -> bytes:
    return os.urandom(20)


def seal_secret(user_id: int, secret: bytes) -> bytes:
    return seal(settings.DATA_KEY, secret, _aad(user_id))


def open_secret(user_id: int, sealed: bytes) -> bytes:
    """ValueError where it was sealed for another account, or with another key."""
    return unseal(settings.DATA_KEY, sealed, _aad(user_id))


def plain_digits(text: str) -> str:
    """What somebody typed without blanks; empty where it is not six digits."""
    digits = "".join(text.split())
    return digits if len(digits) == DIGITS and digits.isascii() and digits.isdigit() else ""


def matching_step(secret: bytes, digits: str, at: datetime, after: int = 0) -> int | None:
    """The half minute these digits belong to, one before or after now allowed; never `after` or earlier."""
    now = int(at.timestamp()) // STEP
    for step in range(now - _DRIFT, now + _DRIFT + 1):
        right = constant_time.bytes_eq(digits_of(secret, step).encode(), digits.encode())
        if right and step > after:
            return step
    return None


def digits_of(secret: bytes, step: int) -> str:
    return _totp(secret).generate(step * STEP).decode()


def address_of(secret: bytes, login: str) -> str:
    """What the QR code says: `otpauth://totp/…`."""
    return _totp(secret).get_provisioning_uri(login, ISSUER)


def readable(secret: bytes) -> str:
    """The secret for those who cannot scan: groups of four."""
    text = base64.b32encode(secret).decode()
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def _totp(secret: bytes) -> TOTP:
    return TOTP(secret, DIGITS, SHA1(), STEP)  # noqa: S303 (what the apps speak)


def _aad(user_id: int) -> bytes:
    return b"user.totp:%d" % user_id
