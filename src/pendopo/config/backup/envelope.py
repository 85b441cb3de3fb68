"""The sealed stream around a backup.

A header in clear (who can open it), then pieces of 1 MiB, each AES-256-GCM under a key of this file
alone. The nonce counts the pieces and marks the last one, so a piece that is changed, missing, moved or
cut off is noticed. The header goes into the key: changing it closes the file for good.
"""

import hashlib
import json
import struct
from collections.abc import Iterator
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pendopo.config.backup.recovery import Sealer, read_told
from pendopo.config.postgres.trouble import Trouble

_ANY_MAGIC = b"PENDOPO-CADANGAN-"
MAGIC = _ANY_MAGIC + b"1\n"
PIECE = 2**20  # bytes of clear text
_TAG = 16
_LARGEST_HEADER = 4096

NO_BACKUP = "Berkas ini bukan cadangan Pendopo. Tidak ada yang diubah."
NEWER = (
    "Bentuk cadangan ini belum dikenal: dibuat Pendopo yang lebih baru. Perbarui program ini, lalu ulangi. "
    "Tidak ada yang diubah."
)
DAMAGED = "Cadangan ini rusak atau terpotong: pakai salinan lain. Tidak ada yang diubah."


class Sealed:
    """A file to write to; `close` seals the last piece. `key` opens what was written, for a proof."""

    def __init__(self, file: BinaryIO, sealer: Sealer) -> None:
        ephemeral = X25519PrivateKey.generate()
        head = json.dumps(
            {"recovery": sealer.key.told(), "ephemeral": ephemeral.public_key().public_bytes_raw().hex()}
        ).encode()
        self._file, self._waiting, self._count = file, bytearray(), 0
        self.key = _file_key(ephemeral.exchange(sealer.key.public_key()), sealer.witness, head)
        self._cipher = AESGCM(self.key)
        file.write(MAGIC + struct.pack(">I", len(head)) + head)

    def write(self, data: bytes) -> None:
        self._waiting += data
        while len(self._waiting) > PIECE:  # the last piece is known only at the end
            self._put(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]

    def close(self) -> None:
        self._put(bytes(self._waiting), last=True)

    def _put(self, clear: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._count, last), clear, None))
        self._count += 1


class Opened:
    """A file to read from: `read(n)` gives exactly n bytes of clear text. Trouble where it is damaged."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        read_head(file)
        self._pieces, self._ready = _pieces(file, AESGCM(key)), bytearray()

    def read(self, size: int) -> bytes:
        while len(self._ready) < size:
            piece = next(self._pieces, None)
            if piece is None:
                raise Trouble(DAMAGED)
            self._ready += piece
        taken = bytes(self._ready[:size])
        del self._ready[:size]
        return taken


def check(file: BinaryIO, key: bytes) -> None:
    """Read it to the end; Trouble where a single byte is not as it was written."""
    read_head(file)
    for _piece in _pieces(file, AESGCM(key)):
        pass


def key_with_phrase(file: BinaryIO, typed: str) -> bytes:
    """The key of this file. Trouble where the file is no backup or the phrase another."""
    raw, told = read_head(file)
    try:
        recovery = read_told(told["recovery"])
        ephemeral = X25519PublicKey.from_public_bytes(bytes.fromhex(told["ephemeral"]))
    except (ValueError, KeyError, TypeError):
        raise Trouble(DAMAGED) from None
    private, witness = recovery.opened_by(typed)
    return _file_key(private.exchange(ephemeral), witness, raw)


def read_head(file: BinaryIO) -> tuple[bytes, dict[str, Any]]:
    if (first := file.read(len(MAGIC))) != MAGIC:
        raise Trouble(NEWER if first.startswith(_ANY_MAGIC) else NO_BACKUP)
    size = file.read(4)
    length = struct.unpack(">I", size)[0] if len(size) == 4 else 0
    raw = file.read(min(length, _LARGEST_HEADER))
    try:
        told = json.loads(raw)
    except ValueError:
        raise Trouble(DAMAGED) from None
    if len(raw) != length or not isinstance(told, dict):
        raise Trouble(DAMAGED)
    return raw, told


def _pieces(file: BinaryIO, cipher: AESGCM) -> Iterator[bytes]:
    count, sealed = 0, file.read(PIECE + _TAG)
    while True:
        following = file.read(PIECE + _TAG)
        try:
            yield cipher.decrypt(_nonce(count, last=not following), sealed, None)
        except (InvalidTag, ValueError):
            raise Trouble(DAMAGED) from None
        if not following:
            return
        count, sealed = count + 1, following


def _nonce(count: int, last: bool) -> bytes:
    """Never twice under one key: the key belongs to this file alone."""
    return count.to_bytes(11, "big") + bytes([last])


def _file_key(shared: bytes, witness: bytes, head: bytes) -> bytes:
    """Needs the phrase, or the witness and this very file's ephemeral key: nobody else can make one."""
    info = b"pendopo backup" + hashlib.sha256(head).digest()
    return HKDF(algorithm=SHA256(), length=32, salt=witness, info=info).derive(shared)
