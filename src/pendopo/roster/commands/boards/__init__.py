"""All writes about IPSM units and their boards. Papers of boards are written by `legality.commands`."""

from pendopo.roster.commands.boards.forming import install, record_election, set_musda, start_forming
from pendopo.roster.commands.boards.holders import (
    cancel_holder,
    correct_holder,
    leave_seat,
    replace_holder,
    seat_holder,
)
from pendopo.roster.commands.boards.mending import cancel_step, correct_step, correct_term
from pendopo.roster.commands.boards.seats import (
    add_seat,
    cancel_seat_plan,
    change_seat,
    remove_seat,
    set_seat_plan,
)
from pendopo.roster.commands.boards.stops import cancel_stop, lift_stop, stop_unit
from pendopo.roster.commands.boards.work import (
    add_handover,
    cancel_handover,
    cancel_work,
    propose_handover,
    receive_handover,
    record_work,
)

__all__ = [
    "add_handover",
    "add_seat",
    "cancel_handover",
    "cancel_holder",
    "cancel_seat_plan",
    "cancel_step",
    "cancel_stop",
    "cancel_work",
    "change_seat",
    "correct_holder",
    "correct_step",
    "correct_term",
    "install",
    "leave_seat",
    "lift_stop",
    "propose_handover",
    "receive_handover",
    "record_election",
    "record_work",
    "remove_seat",
    "replace_holder",
    "seat_holder",
    "set_musda",
    "set_seat_plan",
    "start_forming",
    "stop_unit",
]
