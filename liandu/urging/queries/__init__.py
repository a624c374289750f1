"""Reading the ladder, tickets and instructions. Nothing here writes."""

from liandu.urging.queries.instructions import (
    PARTS,
    PartOf,
    choices_of_seat,
    due_instructions,
    instructed,
    instructions,
    instructions_of,
    instructions_owed,
    part_of,
    seat_that_sees,
    seen_instruction,
)
from liandu.urging.queries.ladder import (
    GENERAL,
    Stand,
    due_on,
    ladder,
    ladders,
    level_of,
    levels_open,
    seen_ladder,
    stands,
    step_at,
)
from liandu.urging.queries.people import may_know, receivers
from liandu.urging.queries.tickets import (
    due_tickets,
    has_live,
    is_still_owed,
    owed_of,
    seen_owed,
    seen_record,
    seen_ticket,
    tickets,
    tickets_of,
    waiting_tickets,
    wanted_level,
)

__all__ = [
    "GENERAL", "PARTS", "PartOf", "Stand", "choices_of_seat", "due_instructions", "due_on",
    "due_tickets", "has_live", "instructed", "instructions", "instructions_of",
    "instructions_owed", "is_still_owed", "ladder", "ladders", "level_of", "levels_open",
    "may_know", "owed_of", "part_of", "receivers", "seat_that_sees",
    "seen_instruction", "seen_ladder", "seen_owed", "seen_record", "seen_ticket", "stands",
    "step_at", "tickets", "tickets_of", "waiting_tickets", "wanted_level",
]  # fmt: skip
