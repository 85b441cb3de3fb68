from pendopo.legality.commands.changing import annul_sk, correct_sk, revoke_sk, unrevoke_sk
from pendopo.legality.commands.exports import note_export
from pendopo.legality.commands.issuing import attach_scan, issue_sk
from pendopo.legality.commands.policies import cancel_policy, set_policy
from pendopo.legality.commands.requests import ask_sk, close_request
from pendopo.legality.commands.verifying import verify_sk, withdraw_verification

__all__ = [
    "annul_sk",
    "ask_sk",
    "attach_scan",
    "cancel_policy",
    "close_request",
    "correct_sk",
    "issue_sk",
    "note_export",
    "revoke_sk",
    "set_policy",
    "unrevoke_sk",
    "verify_sk",
    "withdraw_verification",
]
