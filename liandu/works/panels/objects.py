"""The parts of an object's page, and the tabs that are its own app's."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from liandu.access.rules import RecordKind
from liandu.audit.panels import entries
from liandu.files.panels import gallery
from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed
from liandu.search.queries import Line, Shelf, noted, shelve
from liandu.web.middleware import ActorRequest
from liandu.web.pages import command, nav
from liandu.web.panels import panel, tab
from liandu.web.pieces import Link
from liandu.web.say import day
from liandu.works import queries
from liandu.works.models import Checkpoint, SupervisedObject
from liandu.works.queries import LinkShown, Overview, objects
from liandu.works.rules import LINK_LIFE, CheckpointState

STEPS = {
    "begin": pgettext_lazy("link step", "Begin"),
    "finish": pgettext_lazy("link step", "Done"),
    "check": pgettext_lazy("link step", "Checked"),
    "reopen": pgettext_lazy("link step", "Reopen"),
}
POINT_LIGHTS = {
    CheckpointState.OPEN: "n",
    CheckpointState.PASSED: "g",
    CheckpointState.FAILED: "a",
}

nav("objects", _("Major projects"), "building-bridge-2", "works:objects", group="business",
    order=10, sees=lambda actor: actor.post_id is not None, letter="p")  # fmt: skip
command(_("Enter an object"), "plus", "works:new",
        lambda actor: allowed(actor, "works.create_object"))  # fmt: skip
command(_("Import a list"), "upload", "works:new_import",
        lambda actor: allowed(actor, "works.start_import"))  # fmt: skip
tab("works.object", "setup", _("Bodies and set-up"), order=60)
tab("works.object", "documents", _("Documents"), order=70)
tab("works.object", "record", _("Record"), order=90)


def lines(actor: Actor, ids: Collection[UUID]) -> list[Line]:
    """Return objects as the search shows them."""
    rows = objects(actor).filter(pk__in=ids).select_related("lead_body")
    return [
        Line(
            one.pk, one.name, one.get_absolute_url(), one.number,
            note=noted(one.lead_body, timezone.localdate(one.created_at)),
            text=f"{one.developer} {one.other_bodies} {one.content}",
        )
        for one in rows
    ]  # fmt: skip


shelve(
    Shelf(
        RecordKind.SUPERVISED_OBJECT, "object", _("Supervised objects"), "building-bridge-2",
        "works:object", lines,
    )
)  # fmt: skip


@panel("works.object", title=_("Documents"), template="works/parts/documents.html",
       tab="documents")  # fmt: skip
def documents(request: ActorRequest, subject: SupervisedObject) -> Mapping[str, Any]:
    """Show the files of an object."""
    return {"gallery": gallery(request.actor, subject)}


@panel("works.object", title=_("Record"), template="works/parts/record.html", tab="record")
def record(request: ActorRequest, subject: SupervisedObject) -> Mapping[str, Any]:
    """Show what happened to an object."""
    return {"entries": entries(request.actor, subject)}


@panel("works.object", title=_("Particulars"), template="works/parts/particulars.html",
       tab="setup", order=10)  # fmt: skip
def particulars(request: ActorRequest, subject: SupervisedObject) -> Mapping[str, Any]:
    """Show what is known of an object."""
    may_edit = allowed(request.actor, "works.edit_object", subject)
    edit = reverse("works:edit", args=[subject.pk])
    return {"panel_url": edit if may_edit else "", "panel_link": _("Change")}


@panel("works.object", title=_("Who supervises"), template="works/parts/tiers.html",
       tab="setup", order=20)  # fmt: skip
def tiers(request: ActorRequest, subject: SupervisedObject) -> Mapping[str, Any]:
    """Show the three tiers."""
    return tiers_of(request.actor, subject)


def tiers_of(actor: Actor, subject: SupervisedObject) -> Mapping[str, Any]:
    """Return the three tiers as a section shows them."""
    may_set = allowed(actor, "works.set_tiers", subject)
    return {
        "tiers": queries.tiers(subject),
        "panel_url": reverse("works:tiers", args=[subject.pk]) if may_set else "",
        "panel_link": _("Adjust"),
    }


@dataclass(frozen=True, slots=True)
class Point:
    """A checkpoint as it is drawn."""

    point: Checkpoint
    letter: str
    url: str


@dataclass(frozen=True, slots=True)
class LinkPage:
    """The chosen link as the page shows it."""

    number: int
    found: LinkShown
    points: list[Point]
    steps: list[tuple[Any, str]]
    plan_url: str
    previous_url: str
    next_url: str

    @property
    def checked(self) -> int:
        """Return how many checkpoints were looked at."""
        return sum(one.point.state != CheckpointState.OPEN for one in self.points)

    @property
    def why(self) -> str:
        """Return the rule that the light follows from, and since when."""
        return why(self.found)


def why(found: LinkShown) -> str:
    """Return the rule that a link's light follows from, and since when."""
    shown = found.shown
    if shown.rule is None:
        return ""
    rule = gettext("Rule: %(rule)s") % {"rule": shown.rule}
    since = gettext("since %(day)s") % {"day": day(shown.since)} if shown.since else ""
    return " · ".join(filter(None, (since, rule)))


def strip(url: str, overview: Overview, chosen: int) -> list[Link]:
    """Return the links of an object as the strip shows them; ``chosen`` counts from 0."""
    return [
        Link(
            number, str(one.link), one.letter, f"{url}?link={one.link.pk}",
            _note(one), current=number == chosen + 1, why=why(one),
        )
        for number, one in enumerate(overview.links, 1)
    ]  # fmt: skip


def _note(one: LinkShown) -> str:
    if one.findings.count:
        return gettext("%(count)s open") % {"count": one.findings.count}
    return str(one.link.get_state_display())


def chosen_link(overview: Overview, asked: str) -> int:
    """Return the place, from 0, of the link asked for, else of the one it stands at, else 0."""
    ids = [str(one.link.pk) for one in overview.links]
    return ids.index(asked) if asked in ids else max(0, overview.place - 1)


def link_page(
    actor: Actor, subject: SupervisedObject, overview: Overview, chosen: int
) -> LinkPage | None:
    """Return the chosen link with its checkpoints and what the actor may do with it."""
    if not overview.links:
        return None
    found = overview.links[chosen]
    link = found.link
    link.supervised_object = subject
    may_check = allowed(actor, "works.set_checkpoint", link)

    def way(name: str, *args: Any) -> str:
        return reverse(f"works:{name}", args=[link.pk, *args])

    def beside(place: int) -> str:
        inside = 0 <= place < len(overview.links)
        url = subject.get_absolute_url()
        return f"{url}?link={overview.links[place].link.pk}" if inside else ""

    return LinkPage(
        chosen + 1,
        found,
        [
            Point(
                point,
                POINT_LIGHTS[CheckpointState(point.state)],
                way("checkpoint", point.position) if may_check else "",
            )
            for point in queries.checkpoints(link)
        ],
        [
            (STEPS[step.name], way("link_step", step.name))
            for step in LINK_LIFE.open_from(link.state)
            if allowed(actor, f"works.{'check' if step.name == 'check' else 'move'}_link", link)
        ],
        way("plan_link") if allowed(actor, "works.plan_link", link) else "",
        beside(chosen - 1),
        beside(chosen + 1),
    )


def time_passed(subject: SupervisedObject) -> float | None:
    """Return which part of an object's time has passed, in per cent, if both ends are known."""
    if subject.starts_on is None or subject.ends_on is None:
        return None
    whole = (subject.ends_on - subject.starts_on).days or 1
    passed = (timezone.localdate() - subject.starts_on).days
    return max(0.0, min(100.0, round(passed / whole * 100, 1)))
