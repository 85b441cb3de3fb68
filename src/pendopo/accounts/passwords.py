"""What a password must be: long, not everybody's, not one's own name. No rule about kinds of signs.

In: the password and the account. Out: nothing, or one sentence that says what to do instead. Long and easy to
remember is better than short and strange, so three words are always good.
"""

import re
from functools import cache
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pendopo.access.models import User
from pendopo.shared.text import key

SHORTEST = 10
# Words that people here take first, alone or with digits behind.
EVERYDAY = (
    "admin", "allah", "alhamdulillah", "anakku", "bismillah", "cinta", "dinas", "dinsos", "garuda", "indonesia",
    "ipsm", "jakarta", "kata", "katasandi", "keluarga", "kemensos", "mamaku", "masuk", "merdeka", "muhammad",
    "operator", "pancasila", "passw0rd", "password", "pendopo", "persib", "persija", "qwerty", "rahasia", "sandi",
    "sayang", "sekretaris", "semangat", "sosial", "surabaya", "user", "welcome", "psm",
)  # fmt: skip
_ROWS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "1q2w3e4r5t6y7u8i9o0p",
)


class Sensible:
    """A validator as Django calls them."""

    def validate(self, password: str, user: Any = None) -> None:
        own = own_words(user) if isinstance(user, User) else set()
        sentence = fault(password, own)
        if sentence:
            raise ValidationError(sentence)

    def get_help_text(self) -> str:
        return _("Paling sedikit %(n)d huruf. Tiga kata yang mudah Anda ingat sudah baik.") % {"n": SHORTEST}


def fault(password: str, own: set[str]) -> str:
    """Why this password will not do and what will; empty where it is good."""
    bare = key(password).replace(" ", "")
    if len(password) < SHORTEST:
        return _(
            "Kata sandi ini terlalu pendek: %(n)d huruf, paling sedikit %(least)d. "
            "Tambahkan kata, misalnya tiga nama benda di sekitar Anda."
        ) % {"n": len(password), "least": SHORTEST}
    if len(set(bare)) < 4 or any(bare in row or bare[::-1] in row for row in _ROWS):
        return _("Huruf atau angka yang berurutan atau berulang terlalu mudah ditebak. Pakai beberapa kata.")
    if _is_made_of(bare, own):
        return _(
            "Nama, nama pengguna, atau nomor HP sendiri ditebak orang lebih dahulu. Pakai kata-kata lain."
        )
    if _is_common(password) or _is_made_of(bare, set(EVERYDAY)):
        return _(
            "Kata sandi ini terlalu banyak dipakai orang. Gabungkan beberapa kata yang tidak berhubungan."
        )
    return ""


def own_words(user: User) -> set[str]:
    """Pieces of name, username and phone number, as they are looked for in a password."""
    pieces = re.split(r"[^a-z0-9]+", f"{key(user.name)} {user.username}")
    digits = (user.phone or "").lstrip("+")
    words = {piece for piece in pieces if len(piece) >= 3}
    return words | ({digits, digits.removeprefix("62"), "0" + digits.removeprefix("62")} if digits else set())


def _is_made_of(bare: str, words: set[str]) -> bool:
    """Little is left of it without these words and the digits."""
    rest = bare
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "")
    return rest != bare and len(re.sub(r"[^a-z]", "", rest)) < 4


def _is_common(password: str) -> bool:
    return password.lower().strip() in _common().passwords


@cache
def _common() -> CommonPasswordValidator:
    return CommonPasswordValidator()
