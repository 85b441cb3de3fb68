"""The one place that reads the clock. Doors and jobs ask it; commands and rules are told."""

from datetime import UTC, date, datetime, timedelta, timezone

WIB, WITA, WIT = (timezone(timedelta(hours=h), n) for h, n in ((7, "WIB"), (8, "WITA"), (9, "WIT")))

# Provinces (Kemendagri code) of the central and eastern zones; all others keep WIB (Keppres 41/1987).
_WITA = {"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"}
_WIT = {"81", "82", "91", "92", "93", "94", "95", "96"}


def now() -> datetime:
    return datetime.now(UTC)


def zone_of(province_code: str) -> timezone:
    """Time zone of a place by the first two digits of its Kemendagri code."""
    prefix = province_code[:2]
    return WIT if prefix in _WIT else WITA if prefix in _WITA else WIB


def local_date(at: datetime, zone: timezone = WIB) -> date:
    return at.astimezone(zone).date()
