"""The recovery key: its private half exists only while somebody types the phrase, its public half stays.

Both halves, and a witness, are made from the phrase by scrypt. The public half and the witness lie in
`<home>/keys/recovery.json`: the first seals backups without the phrase and tells a wrong phrase from the
right one. The witness stands in no backup in clear, so nobody who merely saw one can forge another.
"""

import base64
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from pendopo.config.backup.phrase import new_phrase, read_phrase
from pendopo.config.home import write_private
from pendopo.config.postgres.trouble import Trouble

_N, _R, _P = 2**16, 8, 1  # 64 MB, about 0.2 s
_LARGEST_N = 2**20  # a forged header may not ask for all our memory


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """`salt` for scrypt and the public half (16 and 32 bytes), which everybody may know."""

    salt: bytes
    public: bytes
    n: int = _N

    def told(self) -> dict[str, str | int]:
        return {"salt": _text(self.salt), "public": _text(self.public), "n": self.n}

    def public_key(self) -> X25519PublicKey:
        return X25519PublicKey.from_public_bytes(self.public)

    def opened_by(self, typed: str) -> tuple[X25519PrivateKey, bytes]:
        """The private half and the witness. Trouble where `typed` is not the phrase."""
        phrase = read_phrase(typed)
        if phrase is None:
            raise Trouble(
                "Frasa pemulihan tidak terbaca: 8 kelompok berisi 4 huruf atau angka. Periksa salah ketik."
            )
        private, witness = _halves(phrase, self.salt, self.n)
        if private.public_key().public_bytes_raw() != self.public:
            raise Trouble("Frasa pemulihan itu bukan frasa cadangan ini: cari kertas frasa yang lain.")
        return private, witness


@dataclass(frozen=True, slots=True)
class Sealer:
    """What this machine keeps: the public half, and the witness of 32 bytes, which is secret."""

    key: RecoveryKey
    witness: bytes


def read_told(told: dict[str, str | int]) -> RecoveryKey:
    """The inverse of `told`; ValueError or KeyError where it is not one."""
    key = RecoveryKey(_bytes(told["salt"]), _bytes(told["public"]), int(told["n"]))
    if len(key.public) != 32 or not 2**10 <= key.n <= _LARGEST_N or key.n & (key.n - 1):
        raise ValueError("not a recovery key")
    return key


def path_in(home: Path) -> Path:
    return home / "keys" / "recovery.json"


def load(home: Path) -> Sealer:
    path = path_in(home)
    if not path.exists():
        raise Trouble(
            "Kunci pemulihan belum ada: jalankan `pendopo kunci-pemulihan`, catat frasanya di kertas."
        )
    told = json.loads(path.read_text())
    return Sealer(read_told(told), _bytes(told["witness"]))


def make(home: Path, *, anew: bool = False) -> str:
    """Make the key of this installation and answer its phrase, which is kept nowhere."""
    path = path_in(home)
    if path.exists() and not anew:
        raise Trouble(
            "Kunci pemulihan sudah ada. Frasanya tidak dapat dicetak lagi; bila hilang, buat yang baru dengan "
            "`pendopo kunci-pemulihan --baru`. Cadangan lama tetap hanya terbuka dengan frasa lama."
        )
    phrase, salt = new_phrase(), os.urandom(16)
    private, witness = _halves(phrase, salt, _N)
    key = RecoveryKey(salt, private.public_key().public_bytes_raw())
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.unlink(missing_ok=True)
    write_private(path, json.dumps({**key.told(), "witness": _text(witness)}))
    return phrase


def _halves(phrase: str, salt: bytes, n: int) -> tuple[X25519PrivateKey, bytes]:
    seed = hashlib.scrypt(phrase.encode(), salt=salt, n=n, r=_R, p=_P, dklen=64, maxmem=2 * 128 * n * _R)
    return X25519PrivateKey.from_private_bytes(seed[:32]), seed[32:]


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(told: str | int) -> bytes:
    return base64.b64decode(str(told), validate=True)
