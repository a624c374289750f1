"""What the codes of the rules are called on the page."""

from django.utils.translation import pgettext_lazy

from liandu.cooperation.rules import Outcome, RequestKind, RequestState, Urgency

REQUEST_KINDS = [
    (RequestKind.INVITE.value, pgettext_lazy("cooperation", "Invitation to take part")),
    (RequestKind.ENQUIRY.value, pgettext_lazy("cooperation", "Enquiry")),
    (RequestKind.LEND.value, pgettext_lazy("cooperation", "Lending people")),
    (RequestKind.INSPECTION.value, pgettext_lazy("cooperation", "Joint inspection")),
    (RequestKind.SHARE.value, pgettext_lazy("cooperation", "Sharing material")),
]
URGENCIES = [
    (Urgency.NORMAL.value, pgettext_lazy("cooperation", "Normal")),
    (Urgency.URGENT.value, pgettext_lazy("cooperation", "Urgent")),
]
REQUEST_STATES = [
    (RequestState.DRAFT.value, pgettext_lazy("cooperation", "Draft")),
    (RequestState.SENT.value, pgettext_lazy("cooperation", "Sent")),
    (RequestState.RECEIVED.value, pgettext_lazy("cooperation", "Receipt acknowledged")),
    (RequestState.WORKING.value, pgettext_lazy("cooperation", "Accepted, being worked on")),
    (RequestState.REPLIED.value, pgettext_lazy("cooperation", "Replied")),
    (RequestState.CLOSED.value, pgettext_lazy("cooperation", "Closed")),
    (RequestState.DECLINED.value, pgettext_lazy("cooperation", "Declined")),
    (RequestState.DISPUTED.value, pgettext_lazy("cooperation", "Disputed")),
    (RequestState.WITHDRAWN.value, pgettext_lazy("cooperation", "Withdrawn")),
]
REQUEST_PILLS = {
    RequestState.DRAFT.value: "", RequestState.SENT.value: "b", RequestState.RECEIVED.value: "b",
    RequestState.WORKING.value: "b", RequestState.REPLIED.value: "a",
    RequestState.CLOSED.value: "g", RequestState.DECLINED.value: "r",
    RequestState.DISPUTED.value: "r", RequestState.WITHDRAWN.value: "",
}  # fmt: skip
OUTCOMES = [
    (Outcome.CARRY_ON.value, pgettext_lazy("cooperation", "The request is worked on")),
    (Outcome.END.value, pgettext_lazy("cooperation", "The request ends")),
]
