"""One-time codes: short, readable over a telephone, kept only as a keyed hash.

A code has eight signs of an alphabet without look-alikes (0 O, 1 I L, U V, 5 S, 2 Z, 8 B): thirty-six bits. The
hash is keyed, so a copy of the database alone opens no account; five wrong tries or seven days end a code.
"""

import secrets
from datetime import timedelta

from django.conf import settings

from pendopo.shared.sealed import blind

SIGNS = "ACDEFGHJKMNPQRTWXY34679"
LENGTH = 8
VALID_FOR = timedelta(days=7)
MOST_TRIES = 5


def new_code() -> str:
    """Eight signs in two groups: `ACDE-3467`."""
    code = "".join(secrets.choice(SIGNS) for _n in range(LENGTH))
    return f"{code[:4]}-{code[4:]}"


def plain(text: str) -> str:
    """What somebody typed, as it is compared: capitals, no spaces or dashes; empty where it is no code."""
    code = "".join(c for c in text.upper() if c.isalnum())
    return code if len(code) == LENGTH and set(code) <= set(SIGNS) else ""


def code_hash(user_id: int, code: str) -> str:
    return blind(settings.INDEX_KEY, f"code:{user_id}:{plain(code)}").hex()
