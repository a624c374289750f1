"""What people fill in before a meeting: when and where, topics, replies."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.committees.queries import members
from liandu.meetings.actions import Plan, Proposal
from liandu.meetings.models import PRESENCES, VOTE_MODES, Meeting, Topic
from liandu.meetings.rules import MOST_MEETINGS
from liandu.web.forms import Form

REPEATS = [
    (0, pgettext_lazy("meeting", "Not repeated")), (1, pgettext_lazy("meeting", "Monthly")),
    (2, pgettext_lazy("meeting", "Every two months")), (3, pgettext_lazy("meeting", "Quarterly")),
]  # fmt: skip
LAST_PLACE = 99
LONGEST_ITEM = 600


def moment_field(label: Any) -> forms.DateTimeField:
    """Return a field for a day and an hour."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget)


class PlanForm(Form):
    """When and where a meeting is, in whose chair, and what it is about."""

    title = forms.CharField(label=_("Title"), max_length=120)
    about = forms.CharField(
        label=pgettext_lazy("meeting", "About"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    starts_at = moment_field(_("Begins"))
    ends_at = moment_field(pgettext_lazy("meeting", "Ends"))
    place = forms.CharField(label=pgettext_lazy("meeting", "Place"), max_length=120)
    host = forms.TypedChoiceField(
        label=pgettext_lazy("meeting", "In the chair"), coerce=int,
        help_text=_(
            "Whose turn it is by the calendar of the chair is filled in; where none is laid out,"
            " by the order of the members."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, committee: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [(committee.owner_body_id, str(committee.owner_body))]
        each = [(row.body_id, str(row.body)) for row in members(committee)]
        field: Any = self.fields["host"]
        field.choices = dict([*each, *own]).items()

    @staticmethod
    def plan(clean: dict[str, Any]) -> Plan:
        """Return what was filled in."""
        same = ("title", "about", "starts_at", "ends_at", "place")
        return Plan(host_id=clean["host"], **{name: clean[name] for name in same})

    @staticmethod
    def values_of(meeting: Meeting) -> dict[str, Any]:
        """Return a meeting as the form shows it."""
        same = ("title", "about", "starts_at", "ends_at", "place")
        return {"host": meeting.host_id, **{name: getattr(meeting, name) for name in same}}


class SeriesForm(PlanForm):
    """The same, and whether it is repeated."""

    repeat = forms.TypedChoiceField(
        label=pgettext_lazy("meeting", "Repeat"), choices=REPEATS, coerce=int, required=False,
        empty_value="",
    )  # fmt: skip
    times = forms.IntegerField(
        label=pgettext_lazy("meeting", "How many more"), min_value=1, max_value=MOST_MEETINGS - 1,
        required=False, initial=1,
        help_text=_(
            "Planned at once, at the same hours; one that falls on a free day is on the next"
            " working day. Each is in the chair that the calendar of the chair gives that day."
        ),
    )  # fmt: skip


class ProposalForm(Form):
    """What is said of a topic."""

    title = forms.CharField(label=pgettext_lazy("topic", "Topic"), max_length=120)
    text = forms.CharField(
        label=pgettext_lazy("topic", "What is proposed"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What the meeting is asked to hear, to decide or to have done."),
    )  # fmt: skip
    reporter = forms.CharField(
        label=_("Reporter"), max_length=80, required=False, help_text=_("Post and name.")
    )
    duration = forms.IntegerField(
        label=_("Minutes asked for"), min_value=1, max_value=LONGEST_ITEM, initial=15
    )

    @staticmethod
    def proposal(clean: dict[str, Any]) -> Proposal:
        """Return what was filled in."""
        return Proposal(**{name: clean[name] for name in ("title", "text", "reporter", "duration")})

    @staticmethod
    def values_of(topic: Topic) -> dict[str, Any]:
        """Return a topic as the form shows it."""
        return {name: getattr(topic, name) for name in ("title", "text", "reporter", "duration")}


class ScreenForm(Form):
    """A topic taken up: its place, its time, and how it is voted on."""

    position = forms.IntegerField(
        label=_("Place on the agenda"), min_value=1, max_value=LAST_PLACE,
        help_text=_("What stands there or behind it moves on by one."),
    )  # fmt: skip
    duration = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=LONGEST_ITEM)
    vote_mode = forms.ChoiceField(
        label=pgettext_lazy("meeting", "Vote"), choices=VOTE_MODES, widget=forms.RadioSelect,
        required=False,
    )  # fmt: skip


class ReplyForm(Form):
    """Whether and how the body will be there."""

    reply = forms.ChoiceField(
        label=_("How your body takes part"), choices=PRESENCES, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=_("Who comes"), max_length=80, required=False,
        help_text=_("Post and name; needed for a proxy."),
    )  # fmt: skip
