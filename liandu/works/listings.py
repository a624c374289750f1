"""The list of supervised objects, and of imports: columns, filters, views, bulk steps."""

from datetime import date
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed
from liandu.web import draw
from liandu.web.listing import Bulk, Column, Listing, View
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Nothing
from liandu.web.say import day, money
from liandu.works import actions, queries
from liandu.works.models import OBJECT_TYPES, STATUSES, SupervisedObject
from liandu.works.rules import Light

YU = {"yu": "yu"}
LONG_DAYS = 7
LIGHTS = [
    (Light.RED.value, pgettext_lazy("light", "Red")),
    (Light.YELLOW.value, pgettext_lazy("light", "Yellow")),
    (Light.GREEN.value, pgettext_lazy("light", "Green")),
    (Light.NONE.value, pgettext_lazy("light", "Not begun")),
]
LIGHT_WORDS = dict(LIGHTS) | {Light.DOING.value: pgettext_lazy("link", "In progress")}


def every_jurisdiction(_request: Any) -> Any:
    """Return the jurisdictions to choose from, read when the bar is drawn."""
    return queries.jurisdictions()


def every_field(_request: Any) -> Any:
    """Return the fields to choose from."""
    return queries.fields()


def leading(request: Any) -> Any:
    """Return the bodies that lead something the actor may know of."""
    return queries.lead_bodies(request.actor)


class ObjectFilter(filters.FilterSet):
    """What the list is narrowed by. Every answer keeps within what the actor sees."""

    q = filters.CharFilter(label=_("Search"), method="search")
    light = filters.MultipleChoiceFilter(
        label=pgettext_lazy("filter", "Light"), choices=LIGHTS, method="by_light"
    )
    jurisdiction = filters.ModelMultipleChoiceFilter(
        label=_("Jurisdiction"), field_name="jurisdictions",
        queryset=every_jurisdiction,  # type: ignore[arg-type]
    )  # fmt: skip
    field = filters.ModelMultipleChoiceFilter(
        label=_("Field"),
        queryset=every_field,  # type: ignore[arg-type]
    )
    current = filters.MultipleChoiceFilter(
        label=_("Current link"), choices=queries.link_names, method="by_link"
    )
    lead = filters.ModelMultipleChoiceFilter(
        label=_("Lead body"), field_name="lead_body",
        queryset=leading,  # type: ignore[arg-type]
    )  # fmt: skip
    object_type = filters.MultipleChoiceFilter(label=_("Kind of object"), choices=OBJECT_TYPES)
    status = filters.MultipleChoiceFilter(label=_("Status"), choices=STATUSES)
    list_year = filters.NumberFilter(label=_("Year of the list"))
    several = filters.BooleanFilter(label=_("Several jurisdictions"), method="by_several")
    ours = filters.BooleanFilter(label=_("Led by us"), method="by_ours")
    long = filters.BooleanFilter(label=_("Yellow for over 7 days"), method="by_long")

    class Meta:
        model = SupervisedObject
        fields = ()

    @property
    def actor(self) -> Actor:
        """Return for whom the list is."""
        request: Any = self.request
        found: Actor = request.actor
        return found

    def search(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Return the rows whose number begins with ``value``, or whose name or lead holds it."""
        by_name = Q(normal_name__contains=queries.normal(value)) if queries.normal(value) else Q()
        return rows.filter(
            by_name | Q(number__istartswith=value) | Q(lead_body__short_name__icontains=value)
        )

    def by_light(self, rows: QuerySet[Any], _name: str, value: list[str]) -> QuerySet[Any]:
        """Return the rows that show one of the lights."""
        shown = Q(pk__in=[])
        for one in value:
            shown |= queries.is_showing(self.actor, Light(one), timezone.localdate())
        return rows.filter(shown) if value else rows

    def by_link(self, rows: QuerySet[Any], _name: str, value: list[str]) -> Any:
        """Return the rows that stand at one of the links."""
        return queries.standing_at(rows, value) if value else rows

    def by_several(self, rows: QuerySet[Any], _name: str, value: bool) -> Any:
        """Return the rows in several jurisdictions."""
        return queries.in_several(rows) if value else rows

    def by_ours(self, rows: QuerySet[Any], _name: str, value: bool) -> QuerySet[Any]:
        """Return the rows that the actor's body leads."""
        return rows.filter(lead_body_id=self.actor.body_id) if value else rows

    def by_long(self, rows: QuerySet[Any], _name: str, value: bool) -> QuerySet[Any]:
        """Return the rows that have been yellow for long."""
        if not value:
            return rows
        today = timezone.localdate()
        return rows.filter(queries.is_showing(self.actor, Light.YELLOW, today, for_days=LONG_DAYS))


def light_words(row: SupervisedObject) -> str:
    """Return the light of an object with the rule it follows from, and since when."""
    shown = row.overview.shown
    words = str(LIGHT_WORDS[shown.light])
    if shown.rule is None:
        return words
    since = gettext(" · since %(day)s") % {"day": day(shown.since)} if shown.since else ""
    return f"{words}{since} · {shown.rule}"


def light(row: SupervisedObject) -> Any:
    """Draw the light; the pointer and the screen reader are told the rule."""
    words = light_words(row)
    return format_html('<span title="{}">{}</span>', words, draw.light(row.overview.letter, words))


def name(row: SupervisedObject) -> Any:
    """Draw the name, marked if the object is a sample."""
    title = format_html(
        '<a class="ttl ell" href="{}" title="{} · {}">{}</a>',
        row.get_absolute_url(), row.name, row.number, row.name,
    )  # fmt: skip
    sample = format_html(' <span class="tag tag--s">{}</span>', gettext("Sample"))
    return format_html("{}{}", title, sample if row.is_sample else "")


def places(row: SupervisedObject) -> Any:
    """Draw the jurisdictions."""
    return draw.places(
        [(one.short_name or one.name, YU.get(one.tone, "")) for one in row.jurisdictions.all()]
    )


def lead(row: SupervisedObject) -> Any:
    """Draw the lead body."""
    body = row.lead_body
    if body is None:
        return ""
    place = body.jurisdiction
    return draw.org(str(body), YU.get(place.tone, "") if place else "x")


def current(row: SupervisedObject) -> str:
    """Return the link the object stands at, with its place."""
    found = row.overview.current
    return f"{row.overview.place} {found.link}" if found else ""


def overdue(row: SupervisedObject) -> Any:
    """Draw the number of overdue findings."""
    count = row.overview.findings.overdue
    css = "t-red fw-6" if count else "t-4"
    return format_html('<span class="{}">{}</span>', css, count)


def next_due(row: SupervisedObject) -> date | None:
    """Return when the next finding falls due."""
    found: date | None = row.overview.findings.next_due_on
    return found


def exported(request: ActorRequest, count: int) -> None:
    """Put an export on record before the file leaves."""
    actions.export_objects(actor=request.actor, count=count, query=request.GET.urlencode())


def may_keep(actor: Actor) -> bool:
    """Test whether the actor keeps a list at all; each line is judged by the action."""
    return allowed(actor, "works.create_object")


COLUMNS: tuple[Column[SupervisedObject], ...] = (
    Column("name", pgettext_lazy("works", "Object"), lambda o: o.name, draw=name, css="w-name"),
    Column("number", _("Number"), lambda o: o.number, sort="number", hidden=True, css="nowrap"),
    Column("light", pgettext_lazy("filter", "Light"), light_words, draw=light),
    Column("field", _("Field"), lambda o: o.field or "", css="nowrap"),
    Column("jurisdictions", pgettext_lazy("works", "Jurisdictions"), draw=places, css="nowrap",
           value=lambda o: "、".join(one.short_name for one in o.jurisdictions.all())),
    Column("investment", _("Total (100 m yuan)"), lambda o: money(o.investment_fen, "yi"),
           sort="investment_fen", numeric=True),
    Column("links", _("Supervision links"), lambda o: o.overview.strip,
           draw=lambda o: draw.m13(o.overview.strip, o.overview.place)),
    Column("current", _("Current link"), current, css="nowrap"),
    Column("open", pgettext_lazy("works", "Open"), lambda o: o.overview.findings.count,
           numeric=True),
    Column("overdue", _("Overdue"), lambda o: o.overview.findings.overdue, draw=overdue,
           css="num"),
    Column("lead", _("Lead"), lambda o: o.lead_body or "", draw=lead, css="nowrap"),
    Column("due", _("Next due"), next_due, css="nowrap"),
    Column("type", _("Kind of object"), lambda o: o.get_object_type_display(), hidden=True),
    Column("status", _("Status"), lambda o: o.get_status_display(), hidden=True),
    Column("sub_field", _("Sub-field"), lambda o: o.sub_field, hidden=True),
    Column("year_plan", _("Planned for the year (100 m yuan)"),
           lambda o: money(o.year_plan_fen, "yi"), sort="year_plan_fen", numeric=True, hidden=True),
    Column("starts", pgettext_lazy("works", "Start"), lambda o: o.starts_text, hidden=True),
    Column("ends", pgettext_lazy("works", "End"), lambda o: o.ends_text, hidden=True),
    Column("developer", _("Developer"), lambda o: o.developer, hidden=True),
    Column("created", _("Entered"), lambda o: o.created_at, sort="created_at", hidden=True),
)  # fmt: skip

OBJECTS: Listing[SupervisedObject] = Listing(
    name="objects",
    title=_("Major projects"),
    columns=COLUMNS,
    filterset=ObjectFilter,
    order=("-created_at",),
    template="works/object_list.html",
    views=(
        View("all", pgettext_lazy("view", "All"), "", counted=True),
        View("several", _("In several jurisdictions"), "several=true", counted=True),
        View("ours", _("Led by us"), "ours=true", counted=True),
        View("red", _("Red light"), "light=red", counted=True),
        View("long", _("Yellow for over 7 days"), "long=true", counted=True),
        View("others", _("Not works"), "object_type=business_contact&object_type=waters"
             "&object_type=fishing_ban&object_type=idle_land&object_type=city_safety"),
    ),
    bulk=(
        Bulk("lead", _("Set the lead body"), "works:assign", "user-plus", may_keep),
        Bulk("template", _("Set the link template"), "works:set_template", "layout-list", may_keep),
        Bulk("dispatch", _("Put on weekly dispatch"), "dispatch:start_several", "calendar-week",
             may_keep),
    ),
    nothing=Nothing(
        _("No objects yet"),
        _("Import a list of projects from Excel, CSV or OC4IDS, or enter one by hand."),

    ),
    search_hint=_("Name, number or lead body"),
    shown_filters=5,
    per_page=20,
    exported=exported,
)  # fmt: skip
