"""Tables of the urging app."""

from liandu.urging.models.instructions import Instruction, InstructionEntry
from liandu.urging.models.ladder import LadderStep
from liandu.urging.models.tickets import SupervisionTicket, TicketEntry
from liandu.urging.models.words import (
    INSTRUCTION_PILLS,
    INSTRUCTION_STATES,
    LEVEL_PILLS,
    LEVELS,
    RECEIVERS,
    STEP_WORDS,
    TICKET_PILLS,
    TICKET_STATES,
    UNIT_CHOICES,
)

__all__ = [
    "INSTRUCTION_PILLS", "INSTRUCTION_STATES", "LEVELS", "LEVEL_PILLS", "RECEIVERS", "STEP_WORDS",
    "TICKET_PILLS", "TICKET_STATES", "UNIT_CHOICES", "Instruction", "InstructionEntry",
    "LadderStep", "SupervisionTicket", "TicketEntry",
]  # fmt: skip
