"""What an event keeps of papers, before and after. Nothing here is personal: names stand with the person."""

from typing import Any

from pendopo.legality.models import BoardPolicy, Policy, Sk
from pendopo.wilayah.enums import Level

_SK = (
    "number",
    "issuer",
    "signer_name",
    "signed_on",
    "signed_year",
    "starts_on",
    "ends_on",
    "end_kind",
    "revokes_former",
)


def sk_values(sk: Sk) -> dict[str, Any]:
    values = {field: getattr(sk, field) for field in _SK}
    values |= {
        "office": sk.office_id,
        "scan": sk.scan.sha256 if sk.scan else None,
        "annulled": sk.annul_reason,
    }
    return {k: v for k, v in values.items() if v not in ("", None, False)}


def policy_values(policy: Policy) -> dict[str, Any]:
    fields = ("in_force_from", "entitled", "longest_term_months", "bimtek", "wanted_per_village", "basis")
    return {field: getattr(policy, field) for field in fields}


def board_policy_values(policy: BoardPolicy) -> dict[str, Any]:
    fields = ("in_force_from", "entitled", "longest_term_months", "active_months", "needs", "basis")
    level = {"level": str(Level(policy.level).label)}
    return level | {field: getattr(policy, field) for field in fields}
