from pendopo.accounts.commands.accounts import close_account, correct_account, create_account, reopen_account
from pendopo.accounts.commands.codes import Issued, issue_one_time_code, note_wrong_code, use_code
from pendopo.accounts.commands.grants import end_grant, give_grant
from pendopo.accounts.commands.own import change_own_phone, set_large_print, set_password

__all__ = [
    "Issued",
    "change_own_phone",
    "close_account",
    "correct_account",
    "create_account",
    "end_grant",
    "give_grant",
    "issue_one_time_code",
    "note_wrong_code",
    "reopen_account",
    "set_large_print",
    "set_password",
    "use_code",
]
