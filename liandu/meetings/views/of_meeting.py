"""The steps of a meeting."""

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.kernel.actor import Actor
from liandu.meetings import actions, forms, queries
from liandu.meetings.models import Meeting
from liandu.meetings.rules import BEFORE, MEETING, MeetingState
from liandu.meetings.views.taking import StepPage, reasoned


def step(name: str) -> Any:
    """Return the test whether a meeting can take ``name`` from where it stands."""
    return lambda _actor, meeting: meeting.state in MEETING.steps[name].sources


def is_collecting(_actor: Actor, meeting: Meeting) -> bool:
    """Test whether topics are taken."""
    return meeting.state == MeetingState.COLLECTING_TOPICS


def is_asked(actor: Actor, meeting: Meeting) -> bool:
    """Test whether the actor's body was given notice and the meeting is yet to be opened."""
    given = meeting.state == MeetingState.NOTIFIED
    return given and meeting.attendance.filter(body=actor.body_id or 0).exists()


def is_to_sign(actor: Actor, meeting: Meeting) -> bool:
    """Test whether the actor's body is to sign the minutes."""
    waits = meeting.state == MeetingState.COUNTERSIGNING
    return waits and actor.body_id in queries.unsigned(meeting)


def is_signed(_actor: Actor, meeting: Meeting) -> bool:
    """Test whether all who were there have signed the minutes."""
    return meeting.state == MeetingState.COUNTERSIGNING and not queries.unsigned(meeting)


def by_id(action: Any) -> Any:
    """Return what runs ``action`` on a meeting with what was filled in."""
    return lambda actor, pk, clean: action(actor=actor, meeting_id=pk, **clean)


def planning(action: Any) -> Any:
    """Return what runs ``action`` on a meeting with the plan that was filled in."""
    return lambda actor, pk, clean: action(
        actor=actor, meeting_id=pk, plan=forms.PlanForm.plan(clean)
    )


def plan_form(meeting: Meeting) -> Any:
    """Return the form of when and where a meeting is."""
    return partial(forms.PlanForm, committee=meeting.committee)


PAGES = (
    StepPage(
        "edit", "meeting", "edit_meeting", planning(actions.edit_meeting), step("edit"),
        _("Change"), _("Change the plan"), icon="pencil", form=plan_form,
        initial=forms.PlanForm.values_of, is_dialog=False,
    ),
    StepPage(
        "postpone", "meeting", "postpone_meeting", by_id(actions.postpone_meeting),
        lambda _actor, meeting: meeting.state in BEFORE, _("Postpone"),
        _("Postpone this meeting?"), _("Topics stay; replies to the notice fall. All are told."),
        _("Postponed."), form=reasoned, is_danger=True,
    ),
    StepPage(
        "resume", "meeting", "resume_meeting", planning(actions.resume_meeting), step("resume"),
        _("Set a new day"), _("Set a new day"), _("Its agenda is opened again."),
        icon="calendar-event", form=plan_form, initial=forms.PlanForm.values_of, is_main=True,
        is_dialog=False,
    ),
    StepPage(
        "collect", "meeting", "collect_topics", by_id(actions.collect_topics), step("collect"),
        _("Ask for topics"), _("Ask the members for topics?"),
        _("Liaisons and heads of the members are told and propose topics."), icon="messages",
        is_main=True,
    ),
    StepPage(
        "propose", "meeting", "propose_topic",
        lambda actor, pk, clean: actions.propose_topic(
            actor=actor, meeting_id=pk, proposal=forms.ProposalForm.proposal(clean)
        ),
        is_collecting, _("Propose a topic"), _("Propose a topic"),
        _("The secretariat takes it up, defers or declines it, and says why."), icon="bulb",
        form=lambda _found: forms.ProposalForm, is_dialog=False,
    ),
    StepPage(
        "fix_agenda", "meeting", "fix_agenda", by_id(actions.fix_agenda), step("fix_agenda"),
        _("Fix the agenda"), _("Fix the agenda?"),
        _("What earlier meetings resolved and is open comes first. No more topics are taken."),
        icon="list-numbers", is_main=True,
    ),
    StepPage(
        "notify", "meeting", "notify_members", by_id(actions.notify_members), step("notify"),
        _("Give notice"), _("Give notice of the meeting?"),
        _("The member bodies are told and reply whether and how they will be there."),
        icon="bell", is_main=True,
    ),
    StepPage(
        "reply", "meeting", "reply_to_notice", by_id(actions.reply_to_notice), is_asked,
        pgettext_lazy("notice", "Reply"), _("Reply to the notice"), icon="calendar-check",
        form=lambda _found: forms.ReplyForm,
    ),
    StepPage(
        "hold", "meeting", "hold_meeting",
        lambda actor, pk, clean: actions.hold_meeting(
            actor=actor, meeting_id=pk, presences=forms.HoldForm.presences(clean)
        ),
        step("hold"), _("Open the meeting"), _("Open the meeting"),
        _("Record who is there. Without a quorum the meeting cannot be opened."),
        icon="users-group", template="meetings/bodies_form.html", is_main=True, is_dialog=False,
        form=lambda found: partial(forms.HoldForm, seats=queries.attendance(found)),
    ),
    StepPage(
        "close", "meeting", "close_meeting", by_id(actions.close_meeting), step("close"),
        _("Close the meeting"), _("Close the meeting?"),
        _("The minutes are begun from what was kept. Nothing more is resolved."),
        icon="door-exit", is_main=True,
    ),
    StepPage(
        "write_minutes", "meeting", "write_minutes", by_id(actions.write_minutes),
        step("write_minutes"), _("Write the minutes"), _("Write the minutes"), icon="pencil",
        form=lambda found: partial(forms.MinutesForm, meeting=found),
        initial=lambda found: {"text": found.minutes, "version": found.minutes_version},
        template="meetings/minutes_form.html", is_dialog=False,
    ),
    StepPage(
        "send_minutes", "meeting", "send_minutes", by_id(actions.send_minutes),
        step("send_minutes"), _("Send to be countersigned"),
        _("Send the minutes to be countersigned?"),
        _("Each member body that was there signs this text; to be changed, it is sent back."),
        icon="send", is_main=True,
    ),
    StepPage(
        "return_minutes", "meeting", "return_minutes", by_id(actions.return_minutes),
        step("return_minutes"), _("Send back"), _("Send the minutes back?"),
        _("They become a draft again. A text that is changed is signed anew by all."),
        form=reasoned, is_danger=True,
    ),
    StepPage(
        "countersign", "meeting", "countersign_minutes", by_id(actions.countersign_minutes),
        is_to_sign, _("Countersign"), _("Countersign the minutes?"),
        _("Your body signs the text as it stands on the page; its hash is kept with the name."),
        _("Countersigned."), icon="writing-sign", form=lambda _found: forms.CountersignForm,
        initial=lambda found: {"text_hash": found.minutes_hash}, is_main=True,
    ),
    StepPage(
        "issue", "meeting", "issue_minutes", by_id(actions.issue_minutes), is_signed,
        pgettext_lazy("minutes", "Issue"), _("Issue the minutes?"),
        _("Tasks go to their lead bodies now, and their terms begin. Draw up the numbered paper"
          " under Papers."),
        icon="file-check", is_main=True,
    ),
    StepPage(
        "archive", "meeting", "archive_meeting", by_id(actions.archive_meeting), step("archive"),
        _("Archive"), _("Archive this meeting?"), _("Its open resolutions run on."),
        icon="archive",
    ),
)  # fmt: skip
