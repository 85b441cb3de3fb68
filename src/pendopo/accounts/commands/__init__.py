from pendopo.accounts.commands.accounts import close_account, correct_account, create_account, reopen_account
from pendopo.accounts.commands.codes import Issued, issue_one_time_code, note_wrong_code, use_code
from pendopo.accounts.commands.contacts import set_office_contact
from pendopo.accounts.commands.factor_office import reset_factors, set_factor_policy
from pendopo.accounts.commands.factors import (
    add_passkey,
    make_recovery_codes,
    remove_authenticator,
    remove_passkey,
    rename_passkey,
    set_authenticator,
)
from pendopo.accounts.commands.grants import end_grant, give_grant
from pendopo.accounts.commands.own import change_own_phone, set_large_print, set_password
from pendopo.accounts.commands.proofs import note_wrong_factor, prove_code, prove_passkey
from pendopo.accounts.commands.sessions import end_own_session, end_own_sessions, end_sessions_of

__all__ = [
    "Issued",
    "add_passkey",
    "change_own_phone",
    "close_account",
    "correct_account",
    "create_account",
    "end_grant",
    "end_own_session",
    "end_own_sessions",
    "end_sessions_of",
    "give_grant",
    "issue_one_time_code",
    "make_recovery_codes",
    "note_wrong_code",
    "note_wrong_factor",
    "prove_code",
    "prove_passkey",
    "remove_authenticator",
    "remove_passkey",
    "rename_passkey",
    "reopen_account",
    "reset_factors",
    "set_authenticator",
    "set_factor_policy",
    "set_large_print",
    "set_office_contact",
    "set_password",
    "use_code",
]
