"""The record as a list, for whoever keeps it: that something happened, never what it says."""

import django_filters
from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.audit.actions import export_record
from liandu.audit.models import Event
from liandu.kernel.events import KINDS
from liandu.kernel.permits import allowed
from liandu.web.draw import org, pill
from liandu.web.filters import SEARCH
from liandu.web.listing import Column, Listing
from liandu.web.middleware import ActorRequest
from liandu.web.pages import nav
from liandu.web.say import moment

RECORD = pgettext_lazy("record", "Record")

nav(
    "audit.record", RECORD, "shield-check", "audit:event_list",
    group="admin", order=90, short=RECORD,
    sees=lambda actor: allowed(actor, "audit.read_record"),
)  # fmt: skip
nav(
    "audit.erase", _("Erase content"), "eraser", "audit:erase_event",
    group="admin", order=91, sees=lambda actor: allowed(actor, "audit.erase_event"),
)  # fmt: skip


def kinds() -> list[tuple[str, str]]:
    """Return every kind of event by its sentence."""
    spoken = [(name, str(kind.sentence)) for name, kind in KINDS.items()]
    return sorted(spoken, key=lambda choice: choice[1])


class EventFilter(django_filters.FilterSet):
    """What the record can be narrowed by."""

    q = django_filters.NumberFilter(label=_("Event number"), field_name="pk")
    since = django_filters.DateFilter(
        label=pgettext_lazy("record", "From"), field_name="at", lookup_expr="date__gte"
    )
    until = django_filters.DateFilter(
        label=pgettext_lazy("record", "To"), field_name="at", lookup_expr="date__lte"
    )
    body = django_filters.CharFilter(label=pgettext_lazy("record", "Body"), method="of_body")
    person = django_filters.CharFilter(
        label=pgettext_lazy("record", "Account"),
        field_name="person__username",
        lookup_expr="iexact",
    )
    kind = django_filters.MultipleChoiceFilter(
        label=_("What happened"), choices=lazy(kinds, list)()
    )

    class Meta:
        model = Event
        fields = (SEARCH, "since", "until", "body", "person", "kind")

    def of_body(self, rows: QuerySet[Event], _name: str, words: str) -> QuerySet[Event]:
        """Keep the events of bodies whose code is ``words``, or whose name holds them."""
        named = Q(body__short_name__icontains=words) | Q(body__name__icontains=words)
        return rows.filter(named | Q(body__code__iexact=words))


def subject(event: Event) -> str:
    """Return what kind of thing an event is about, and the thing's opaque id."""
    try:
        name = apps.get_model(event.subject_kind)._meta.verbose_name
    except (LookupError, ValueError):
        name = event.subject_kind
    return f"{name} {event.subject_id}"


def who(event: Event) -> object:
    """Return who acted, never by name: a post, an administrator, or nobody in person."""
    if event.post is None and event.person is not None:
        return event.person.get_admin_display()
    return event.post or _("the system")


def whose(event: Event) -> object:
    """Return the body that an event belongs to, if it does to one."""
    return org(event.body) if event.body else ""


def covered_by(event: Event) -> int | None:
    """Return the size of the first signed head that covers an event, as the query found it."""
    return getattr(event, "covered_by", None)


def seal(event: Event) -> object:
    """Return whether an event is under seal, and in which checkpoint."""
    size = covered_by(event)
    if size is None:
        return pill(pgettext_lazy("record", "waiting"), "a")
    return pill(_("sealed, head %(size)s") % {"size": size}, "g")


def exported(request: ActorRequest, count: int) -> None:
    """Put on record that the list left as a file."""
    export_record(actor=request.actor, count=count, what=request.GET.urlencode()[:200])


EVENTS: Listing[Event] = Listing(
    name="events",
    title=RECORD,
    columns=(
        Column("id", pgettext_lazy("record", "Number"), lambda e: e.pk, sort="pk"),
        Column("at", pgettext_lazy("record", "Time"), lambda e: e.at, draw=lambda e: moment(e.at)),
        Column("kind", _("What happened"), lambda e: e.says.sentence),
        Column("post", pgettext_lazy("record", "Post"), who),
        Column("body", pgettext_lazy("record", "Body"), lambda e: e.body or "", draw=whose),
        Column("subject", pgettext_lazy("record", "About"), subject),
        Column("seal", pgettext_lazy("record", "Seal"), lambda e: covered_by(e) or "", draw=seal),
    ),
    filterset=EventFilter,
    order=("-pk",),
    template="audit/event_list.html",
    search_hint=_("Event number"),
    exported=exported,
)  # fmt: skip
