"""The steps of a topic and of a resolution."""

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.kernel.actor import Actor
from liandu.meetings import actions, forms, queries
from liandu.meetings.models import Topic
from liandu.meetings.rules import (
    RESOLUTION,
    TOPIC,
    MeetingState,
    Presence,
    TopicState,
    VoteMode,
)
from liandu.meetings.views.taking import StepPage, reasoned


def of_topic(step: str) -> Any:
    """Return the test whether a topic can take ``step``: while its meeting collects topics."""
    sources = TOPIC.steps[step].sources
    return lambda _actor, topic: (
        topic.state in sources and topic.meeting.state == MeetingState.COLLECTING_TOPICS
    )


def is_item(_actor: Actor, topic: Topic) -> bool:
    """Test whether an item of a meeting in session has not ended."""
    on = topic.state == TopicState.ON_AGENDA and not topic.outcome
    return on and topic.meeting.state == MeetingState.HELD


def is_voted(mode: VoteMode) -> Any:
    """Return the test whether an item that has not ended is voted on in this way."""
    return lambda actor, topic: is_item(actor, topic) and topic.vote_mode == mode


def may_vote(actor: Actor, topic: Topic) -> bool:
    """Test whether the actor's body is there and has not cast its secret ballot."""
    if not is_voted(VoteMode.SECRET)(actor, topic) or topic.is_voted:
        return False
    voted = topic.votes.filter(body=actor.body_id or 0).exists()
    return not voted and any(one.body_id == actor.body_id for one in _seats(topic))


def of_resolution(step: str) -> Any:
    """Return the test whether a resolution can take ``step``."""
    return lambda _actor, found: found.state in RESOLUTION.steps[step].sources


def topic_action(action: Any) -> Any:
    """Return what runs ``action`` on a topic with what was filled in."""
    return lambda actor, pk, clean: action(actor=actor, topic_id=pk, **clean)


def resolution_action(action: Any) -> Any:
    """Return what runs ``action`` on a resolution with what was filled in."""
    return lambda actor, pk, clean: action(actor=actor, resolution_id=pk, **clean)


def _seats(topic: Topic) -> list[Any]:
    """Return the voting members that are there."""
    every = queries.attendance(topic.meeting)
    return [one for one in every if one.is_voting and one.presence != Presence.LEAVE]


def _place(topic: Topic) -> dict[str, Any]:
    """Return the place that a topic is taken up at unless another is said."""
    taken = [one.position for one in queries.agenda(queries.topics(topic.meeting)) if one.position]
    place = topic.position or max(taken, default=0) + 1
    return {"position": place, "duration": topic.duration, "vote_mode": topic.vote_mode}


PAGES = (
    StepPage(
        "edit_topic", "topic", "edit_topic",
        lambda actor, pk, clean: actions.edit_topic(
            actor=actor, topic_id=pk, proposal=forms.ProposalForm.proposal(clean)
        ),
        of_topic("edit"), _("Change"), _("Change the topic"), icon="pencil",
        form=lambda _found: forms.ProposalForm, initial=forms.ProposalForm.values_of,
        is_dialog=False,
    ),
    StepPage(
        "decline_topic", "topic", "decline_topic", topic_action(actions.decline_topic),
        of_topic("decline"), pgettext_lazy("topic", "Decline"), _("Decline this topic?"),
        _("It does not come before this meeting. Who proposed it reads why."), form=reasoned,
        is_danger=True,
    ),
    StepPage(
        "defer_topic", "topic", "defer_topic", topic_action(actions.defer_topic),
        of_topic("defer"), pgettext_lazy("topic", "Defer"), _("Defer this topic?"),
        _("It is proposed again at the next meeting."), form=reasoned,
    ),
    StepPage(
        "screen_topic", "topic", "screen_topic", topic_action(actions.screen_topic),
        of_topic("screen"), pgettext_lazy("topic", "Take up"), _("Take this topic up"),
        icon="check", form=lambda _found: forms.ScreenForm, initial=_place, is_main=True,
    ),
    StepPage(
        "record_votes", "topic", "record_votes",
        lambda actor, pk, clean: actions.record_votes(
            actor=actor, topic_id=pk, choices=forms.VotesForm.choices(clean)
        ),
        is_voted(VoteMode.OPEN), _("Record the vote"), _("Record the vote"), icon="hand-stop",
        form=lambda found: partial(forms.VotesForm, seats=_seats(found)),
        template="meetings/bodies_form.html", is_dialog=False,
    ),
    StepPage(
        "cast_ballot", "topic", "cast_ballot", topic_action(actions.cast_ballot), may_vote,
        _("Cast the ballot"), _("Cast the ballot of your body"),
        _("That your body voted is kept, and how many chose what; not what your body chose. It"
          " cannot be taken back."),
        _("Cast."), icon="checkbox", form=lambda _found: forms.BallotForm, is_main=True,
    ),
    StepPage(
        "close_ballot", "topic", "close_ballot", topic_action(actions.close_ballot),
        lambda actor, topic: is_voted(VoteMode.SECRET)(actor, topic) and not topic.is_voted,
        _("Close the ballot"), _("Close the ballot?"), _("Its totals are shown then."),
        icon="lock",
    ),
    StepPage(
        "conclude", "topic", "conclude_item",
        lambda actor, pk, clean: actions.conclude_item(
            actor=actor, topic_id=pk, conclusion=forms.ConcludeForm.conclusion(clean)
        ),
        is_item, _("End the item"), _("How did this item end?"), icon="gavel",
        form=lambda found: partial(
            forms.ConcludeForm, seats=queries.attendance(found.meeting)
        ),
        is_main=True, is_dialog=False,
    ),
    StepPage(
        "report_progress", "resolution", "report_progress",
        resolution_action(actions.report_progress), of_resolution("progress"),
        _("Report progress"), _("Report progress"), icon="progress",
        form=lambda _found: forms.ProgressForm,
        initial=lambda found: {"progress": found.progress},
    ),
    StepPage(
        "report_resolution", "resolution", "report_resolution",
        resolution_action(actions.report_resolution), of_resolution("report"),
        _("Report as done"), _("Report this resolution as done?"),
        _("The secretariat verifies it and closes it, or sends it back."), icon="checkbox",
        form=lambda _found: forms.ReportForm, is_main=True,
    ),
    StepPage(
        "send_back_resolution", "resolution", "send_back_resolution",
        resolution_action(actions.send_back_resolution), of_resolution("return"),
        _("Send back"), _("Send this report back?"), _("The lead body goes on with it."),
        form=reasoned,
    ),
    StepPage(
        "verify_resolution", "resolution", "verify_resolution",
        resolution_action(actions.verify_resolution), of_resolution("verify"),
        pgettext_lazy("resolution", "Verify"), _("Is it so, as it was reported?"),
        _("Who reported it does not verify it."), icon="checks", is_main=True,
    ),
    StepPage(
        "close_resolution", "resolution", "close_resolution",
        resolution_action(actions.close_resolution), of_resolution("close"),
        pgettext_lazy("resolution", "Close"), _("Close this resolution?"), icon="circle-check",
        is_main=True,
    ),
)  # fmt: skip
