"""What the codes of the rules are called on the page."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.meetings.rules import (
    ChangeKind,
    ChangeState,
    Choice,
    MeetingState,
    Outcome,
    Presence,
    ResolutionState,
    TopicState,
    VoteMode,
)

MEETING_STATES = [
    (MeetingState.PLANNED.value, pgettext_lazy("meeting", "Planned")),
    (MeetingState.COLLECTING_TOPICS.value, _("Collecting topics")),
    (MeetingState.AGENDA_FIXED.value, _("Agenda fixed")),
    (MeetingState.NOTIFIED.value, _("Notice given")),
    (MeetingState.HELD.value, _("In session")),
    (MeetingState.MINUTES_DRAFT.value, _("Minutes being drafted")),
    (MeetingState.COUNTERSIGNING.value, _("Minutes being countersigned")),
    (MeetingState.ISSUED.value, _("Minutes issued")),
    (MeetingState.ARCHIVED.value, pgettext_lazy("meeting", "Archived")),
    (MeetingState.POSTPONED.value, pgettext_lazy("meeting", "Postponed")),
]
MEETING_PILLS = {
    MeetingState.PLANNED.value: "", MeetingState.COLLECTING_TOPICS.value: "b",
    MeetingState.AGENDA_FIXED.value: "b", MeetingState.NOTIFIED.value: "b",
    MeetingState.HELD.value: "b", MeetingState.MINUTES_DRAFT.value: "a",
    MeetingState.COUNTERSIGNING.value: "a", MeetingState.ISSUED.value: "g",
    MeetingState.ARCHIVED.value: "g", MeetingState.POSTPONED.value: "",
}  # fmt: skip
TOPIC_STATES = [
    (TopicState.PROPOSED.value, pgettext_lazy("topic", "Proposed")),
    (TopicState.SCREENED.value, pgettext_lazy("topic", "Taken up")),
    (TopicState.ON_AGENDA.value, _("On the agenda")),
    (TopicState.DEFERRED.value, pgettext_lazy("topic", "Deferred")),
    (TopicState.DECLINED.value, pgettext_lazy("topic", "Declined")),
]
TOPIC_PILLS = {
    TopicState.PROPOSED.value: "a", TopicState.SCREENED.value: "b",
    TopicState.ON_AGENDA.value: "g", TopicState.DEFERRED.value: "",
    TopicState.DECLINED.value: "",
}  # fmt: skip
OUTCOMES = [
    (Outcome.INFORMATION.value, pgettext_lazy("outcome", "Information")),
    (Outcome.DECISION.value, pgettext_lazy("outcome", "Decision")),
    (Outcome.TASK.value, pgettext_lazy("outcome", "Task")),
]
PRESENCES = [
    (Presence.IN_PERSON.value, _("In person")),
    (Presence.REMOTE.value, pgettext_lazy("presence", "Remote")),
    (Presence.PROXY.value, _("By proxy")),
    (Presence.LEAVE.value, pgettext_lazy("presence", "On leave")),
]
VOTE_MODES = [
    (VoteMode.NONE.value, _("No vote: agreed where nobody objects")),
    (VoteMode.OPEN.value, _("Open vote")),
    (VoteMode.SECRET.value, _("Secret ballot")),
]
CHOICES = [
    (Choice.FOR.value, pgettext_lazy("vote", "For")),
    (Choice.AGAINST.value, pgettext_lazy("vote", "Against")),
    (Choice.ABSTAIN.value, pgettext_lazy("vote", "Abstains")),
]
RESOLUTION_STATES = [
    (ResolutionState.ADOPTED.value, pgettext_lazy("resolution", "Adopted")),
    (ResolutionState.ASSIGNED.value, pgettext_lazy("resolution", "Assigned")),
    (ResolutionState.IN_PROGRESS.value, pgettext_lazy("resolution", "Under way")),
    (ResolutionState.REPORTED.value, pgettext_lazy("resolution", "To be verified")),
    (ResolutionState.VERIFIED.value, pgettext_lazy("resolution", "Verified")),
    (ResolutionState.CLOSED.value, pgettext_lazy("resolution", "Done")),
]
RESOLUTION_PILLS = {
    ResolutionState.ADOPTED.value: "", ResolutionState.ASSIGNED.value: "b",
    ResolutionState.IN_PROGRESS.value: "b", ResolutionState.REPORTED.value: "a",
    ResolutionState.VERIFIED.value: "b", ResolutionState.CLOSED.value: "g",
}  # fmt: skip
CHANGE_KINDS = [
    (ChangeKind.SWAP.value, _("Swap of terms")),
    (ChangeKind.SUBSTITUTION.value, _("Substitution")),
]
CHANGE_STATES = [
    (ChangeState.PROPOSED.value, _("To be answered")),
    (ChangeState.AGREED.value, pgettext_lazy("chair", "Agreed")),
    (ChangeState.DECLINED.value, pgettext_lazy("chair", "Declined")),
    (ChangeState.WITHDRAWN.value, pgettext_lazy("chair", "Withdrawn")),
]
CHANGE_PILLS = {
    ChangeState.PROPOSED.value: "a", ChangeState.AGREED.value: "g",
    ChangeState.DECLINED.value: "", ChangeState.WITHDRAWN.value: "",
}  # fmt: skip
LINE_STATES = [*RESOLUTION_STATES, *TOPIC_STATES]
"""How a line of a hand-over stood: the codes of resolutions and of topics differ."""
