"""All writes of the roster by one office. What spans two areas (merge, import) lives in `processes`."""

from pendopo.roster.commands.ending import cancel_posting, end_posting, record_death, take_back_end
from pendopo.roster.commands.moving import answer_move, ask_move, move_psm, return_psm
from pendopo.roster.commands.people import correct_person, correct_posting, register_psm
from pendopo.roster.commands.photos import remove_photo, set_photo
from pendopo.roster.commands.pillars import (
    cancel_pillar,
    correct_pillar,
    end_pillar,
    register_pillar_member,
    start_pillar,
)
from pendopo.roster.commands.revealing import reveal_nik, reveal_number
from pendopo.roster.commands.twins import keep_apart

__all__ = [
    "answer_move",
    "ask_move",
    "cancel_pillar",
    "cancel_posting",
    "correct_person",
    "correct_pillar",
    "correct_posting",
    "end_pillar",
    "end_posting",
    "keep_apart",
    "move_psm",
    "record_death",
    "register_pillar_member",
    "register_psm",
    "remove_photo",
    "return_psm",
    "reveal_nik",
    "reveal_number",
    "set_photo",
    "start_pillar",
    "take_back_end",
]
