"""Sealing of single values: AES-256-GCM with associated data, and a keyed blind index for exact search.

A sealed value opens only beside the row it was sealed for: moving the bytes to another row fails.
"""

import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_VERSION = b"\x01"
_cipher = lru_cache(maxsize=8)(AESGCM)
"""Making one takes as long as sealing a NIK; the installation's key is used for all."""


def new_key() -> bytes:
    return AESGCM.generate_key(bit_length=256)


def seal(key: bytes, value: bytes, aad: bytes) -> bytes:
    """Bytes: one of version, twelve of nonce, then ciphertext and tag."""
    nonce = os.urandom(12)
    return _VERSION + nonce + _cipher(key).encrypt(nonce, value, aad)


def unseal(key: bytes, sealed: bytes, aad: bytes) -> bytes:
    """The value; ValueError where key, row or bytes do not belong together."""
    sealed = bytes(sealed)
    try:
        return _cipher(key).decrypt(sealed[1:13], sealed[13:], aad)
    except InvalidTag as error:
        raise ValueError("sealed value does not open") from error


def blind(key: bytes, value: str) -> bytes:
    """Sixteen bytes that are equal for equal values and say nothing without the key."""
    return hmac.new(key, value.encode(), hashlib.sha256).digest()[:16]
