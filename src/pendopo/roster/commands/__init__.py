"""All writes of the roster by one office. What spans two areas (merge, import) lives in `processes`."""

from pendopo.roster.commands.ending import cancel_posting, end_posting, record_death, take_back_end
from pendopo.roster.commands.moving import answer_move, ask_move, move_psm, return_psm
from pendopo.roster.commands.people import correct_person, correct_posting, register_psm, reveal_nik
from pendopo.roster.commands.twins import keep_apart

__all__ = [
    "answer_move",
    "ask_move",
    "cancel_posting",
    "correct_person",
    "correct_posting",
    "end_posting",
    "keep_apart",
    "move_psm",
    "record_death",
    "register_psm",
    "return_psm",
    "reveal_nik",
    "take_back_end",
]
