from pendopo.legality.commands.board_policies import cancel_board_policy, set_board_policy
from pendopo.legality.commands.boards import cancel_term, correct_board_sk, issue_board_sk
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
    "cancel_board_policy",
    "cancel_policy",
    "cancel_term",
    "close_request",
    "correct_board_sk",
    "correct_sk",
    "issue_board_sk",
    "issue_sk",
    "note_export",
    "revoke_sk",
    "set_board_policy",
    "set_policy",
    "unrevoke_sk",
    "verify_sk",
    "withdraw_verification",
]
