"""Everything that changes the ladder, tickets and instructions."""

from liandu.urging.actions.instructions import (
    Instructed,
    close_instruction,
    give_instruction,
    report_instruction,
    return_instruction,
    withdraw_instruction,
)
from liandu.urging.actions.ladder import Step, reset_ladder, set_ladder
from liandu.urging.actions.tickets import (
    acknowledge_ticket,
    answer_ticket,
    close_ticket,
    cure_ticket,
    export_tickets,
    raise_ticket,
    step_up_ticket,
    withdraw_ticket,
)

__all__ = [
    "Instructed", "Step", "acknowledge_ticket", "answer_ticket", "close_instruction",
    "close_ticket", "cure_ticket", "export_tickets", "give_instruction", "raise_ticket",
    "report_instruction", "reset_ladder", "return_instruction", "set_ladder", "step_up_ticket",
    "withdraw_instruction", "withdraw_ticket",
]  # fmt: skip
