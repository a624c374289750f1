"""What the codes of the rules are called on the page."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.deadlines.models import UNIT_WORDS
from liandu.urging.rules import UNITS, InstructionState, Level, Receiver, TicketState

LEVELS = [
    (Level.REMINDER.value, pgettext_lazy("level", "Reminder")),
    (Level.BLUE.value, pgettext_lazy("level", "Blue")),
    (Level.YELLOW.value, pgettext_lazy("level", "Yellow")),
    (Level.ORANGE.value, pgettext_lazy("level", "Orange")),
    (Level.RED.value, pgettext_lazy("level", "Red")),
    (Level.INTERVIEW.value, pgettext_lazy("level", "Interview")),
    (Level.ACCOUNTABILITY.value, pgettext_lazy("level", "Accountability suggested")),
]
LEVEL_PILLS = {
    Level.REMINDER.value: "", Level.BLUE.value: "b", Level.YELLOW.value: "a",
    Level.ORANGE.value: "a", Level.RED.value: "r", Level.INTERVIEW.value: "r",
    Level.ACCOUNTABILITY.value: "r",
}  # fmt: skip
RECEIVERS = [
    (Receiver.LIAISON.value, _("Liaison of the body that owes it")),
    (Receiver.HEAD.value, _("Head of the body that owes it")),
    (Receiver.SUPERIOR.value, _("Head of the body above it")),
    (Receiver.OFFICE.value, _("Office that urges")),
    (Receiver.LEADER.value, _("Leader of the body that urges")),
]
UNIT_CHOICES = [(unit.value, UNIT_WORDS[unit.value]) for unit in UNITS]
TICKET_STATES = [
    (TicketState.RAISED.value, pgettext_lazy("ticket", "To be signed for")),
    (TicketState.ACKNOWLEDGED.value, pgettext_lazy("ticket", "Signed for")),
    (TicketState.ANSWERED.value, pgettext_lazy("ticket", "Answered")),
    (TicketState.CURED.value, pgettext_lazy("ticket", "Done late")),
    (TicketState.CLOSED.value, pgettext_lazy("ticket", "Closed")),
    (TicketState.WITHDRAWN.value, pgettext_lazy("ticket", "Withdrawn")),
]
# What was cured late shows yellow for good, never green.
TICKET_PILLS = {
    TicketState.RAISED.value: "r", TicketState.ACKNOWLEDGED.value: "b",
    TicketState.ANSWERED.value: "b", TicketState.CURED.value: "a", TicketState.CLOSED.value: "a",
    TicketState.WITHDRAWN.value: "",
}  # fmt: skip
INSTRUCTION_STATES = [
    (InstructionState.GIVEN.value, pgettext_lazy("instruction", "To be carried out")),
    (InstructionState.REPORTED.value, pgettext_lazy("instruction", "Reported")),
    (InstructionState.CLOSED.value, pgettext_lazy("instruction", "Closed")),
    (InstructionState.WITHDRAWN.value, pgettext_lazy("instruction", "Withdrawn")),
]
INSTRUCTION_PILLS = {
    InstructionState.GIVEN.value: "b", InstructionState.REPORTED.value: "a",
    InstructionState.CLOSED.value: "g", InstructionState.WITHDRAWN.value: "",
}  # fmt: skip
STEP_WORDS = {
    "raise": pgettext_lazy("ticket step", "raised the ticket"),
    "step_up": pgettext_lazy("ticket step", "went a step up"),
    "acknowledge": pgettext_lazy("ticket step", "signed for it"),
    "answer": pgettext_lazy("ticket step", "answered"),
    "cure": pgettext_lazy("ticket step", "found it done"),
    "close": pgettext_lazy("ticket step", "closed it"),
    "withdraw": pgettext_lazy("ticket step", "withdrew it"),
    "give": pgettext_lazy("instruction step", "gave the instruction"),
    "report": pgettext_lazy("instruction step", "reported"),
    "return": pgettext_lazy("instruction step", "sent the report back"),
}
