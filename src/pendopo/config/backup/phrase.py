"""The recovery phrase: eight groups of four characters, made to be written on paper and typed again.

150 random bits and ten of a check, in letters and digits that are not mistaken for one another.
"""

import hashlib
import secrets

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U
_ALIKE = str.maketrans("OIL", "011")
_RANDOM, _CHECK = 30, 2


def new_phrase() -> str:
    body = "".join(secrets.choice(_ALPHABET) for _ in range(_RANDOM))
    return _grouped(body + _check(body))


def read_phrase(typed: str) -> str | None:
    """The phrase as it was printed; None where a character is missing or wrong."""
    plain = "".join(c for c in typed.upper().translate(_ALIKE) if c.isalnum())
    body, check = plain[:_RANDOM], plain[_RANDOM:]
    if len(plain) != _RANDOM + _CHECK or set(plain) - set(_ALPHABET) or check != _check(body):
        return None
    return _grouped(plain)


def _check(body: str) -> str:
    first, second = hashlib.sha256(body.encode()).digest()[:_CHECK]
    return _ALPHABET[first % 32] + _ALPHABET[second % 32]


def _grouped(plain: str) -> str:
    return "-".join(plain[i : i + 4] for i in range(0, len(plain), 4))
