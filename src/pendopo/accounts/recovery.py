"""Recovery codes: ten on paper for the day the phone is lost. They look like one-time codes, and differ."""

from django.conf import settings

from pendopo.accounts.codes import plain
from pendopo.shared.sealed import blind

HOW_MANY = 10


def recovery_hash(user_id: int, code: str) -> str:
    return blind(settings.INDEX_KEY, f"recovery:{user_id}:{plain(code)}").hex()
