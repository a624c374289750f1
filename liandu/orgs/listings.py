"""The lists of bodies and of people."""

import django_filters
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed
from liandu.orgs.models import Body, ClearanceProposal, Person
from liandu.orgs.queries import waiting
from liandu.orgs.rules import AdminKind, ProposalState, RoleCode
from liandu.orgs.words import ADMIN_WORDS, BODY_WORDS, PROPOSAL_WORDS
from liandu.web.draw import mark, pill
from liandu.web.listing import Bulk, Column, Listing, View
from liandu.web.pages import nav
from liandu.web.pieces import Nothing

Proposals = QuerySet[ClearanceProposal]
PILLS: dict[str, str] = {
    ProposalState.OPEN: "b",
    ProposalState.AGREED: "g",
    ProposalState.DECLINED: "r",
}


def keeps(actor: Actor) -> bool:
    """Test whether ``actor`` keeps bodies and people, and so finds them in the navigation."""
    return actor.admin in {AdminKind.SYSTEM, AdminKind.SECURITY} or actor.has(RoleCode.SECRETARIAT)


for order, (key, label, sign, url_name) in enumerate(
    (
        ("orgs.bodies", _("Bodies and posts"), "building", "orgs:body_list"),
        ("orgs.people", _("People and accounts"), "users", "orgs:person_list"),
        ("orgs.basics", _("Jurisdictions, kinds and roles"), "category", "orgs:basics"),
    )
):
    nav(key, label, sign, url_name, group="admin", order=order, sees=keeps)


class BodyFilter(django_filters.FilterSet):
    """What the list of bodies can be narrowed by."""

    q = django_filters.CharFilter(label=_("Name or code"), method="search")
    kind = django_filters.MultipleChoiceFilter(label=_("kind"), choices=list(BODY_WORDS.items()))
    closed = django_filters.BooleanFilter(
        label=_("closed down"), field_name="closed_on", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = Body
        fields = ("q", "kind", "closed")

    def search(self, rows: QuerySet[Body], _name: str, words: str) -> QuerySet[Body]:
        """Keep the bodies whose name or code holds ``words``."""
        named = Q(name__icontains=words) | Q(short_name__icontains=words)
        return rows.filter(named | Q(code__icontains=words))


class PersonFilter(django_filters.FilterSet):
    """What the list of people can be narrowed by."""

    q = django_filters.CharFilter(label=_("Name or account"), method="search")
    admin = django_filters.MultipleChoiceFilter(
        label=_("administrator"), choices=list(ADMIN_WORDS.items())
    )
    is_active = django_filters.BooleanFilter(label=_("open account"))

    class Meta:
        model = Person
        fields = ("q", "admin", "is_active")

    def search(self, rows: QuerySet[Person], _name: str, words: str) -> QuerySet[Person]:
        """Keep the people whose name or account holds ``words``."""
        return rows.filter(Q(name__icontains=words) | Q(username__icontains=words))


def _state(person: Person) -> object:
    return _("in use") if person.is_active else _("closed down")


def _to_body(body: Body) -> str:
    return reverse("orgs:body", args=[body.pk])


def _to_person(person: Person) -> str:
    return reverse("orgs:person", args=[person.pk])


def gives_clearances(actor: Actor) -> bool:
    """Test whether ``actor`` answers proposals of clearances."""
    return allowed(actor, "orgs.read_clearances")


nav(
    "orgs.clearances", _("Clearances"), "shield-up", "orgs:clearance_list", group="admin",
    order=3, sees=gives_clearances,
)  # fmt: skip


class ClearanceFilter(django_filters.FilterSet):
    """What the list of proposed clearances can be narrowed by."""

    q = django_filters.CharFilter(label=_("Name or account"), method="search")
    state = django_filters.ChoiceFilter(
        label=_("state"), method="by_state", empty_label=None,
        choices=[("open", PROPOSAL_WORDS["open"]), ("closed", _("Answered or lapsed"))],
    )  # fmt: skip

    class Meta:
        model = ClearanceProposal
        fields = ("q", "state")

    def search(self, rows: Proposals, _name: str, words: str) -> Proposals:
        """Keep those about a person whose name or account holds ``words``."""
        named = Q(membership__person__name__icontains=words)
        return rows.filter(named | Q(membership__person__username__icontains=words))

    def by_state(self, rows: Proposals, _name: str, asked: str) -> Proposals:
        """Keep what waits, or what is over."""
        waits = waiting(timezone.now())
        return rows.filter(waits) if asked == "open" else rows.exclude(waits)


BODIES: Listing[Body] = Listing(
    name="bodies",
    title=_("Bodies and posts"),
    columns=(
        Column("name", _("name"), lambda b: b.name, sort="name", link=_to_body),
        Column("code", _("code"), lambda b: b.code, sort="code"),
        Column("kind", _("kind"), lambda b: b.get_kind_display(), sort="kind"),
        Column("jurisdiction", _("jurisdiction"), lambda b: b.jurisdiction),
        Column("parent", _("Body above"), lambda b: b.parent),
        Column("closed_on", _("closed on"), lambda b: b.closed_on, sort="closed_on", hidden=True),
    ),
    filterset=BodyFilter,
    order=("path",),
    template="orgs/body_list.html",
    search_hint=_("Name or code"),
)  # fmt: skip
PEOPLE: Listing[Person] = Listing(
    name="people",
    title=_("People and accounts"),
    columns=(
        Column("name", _("name"), lambda p: p.name, sort="name", link=_to_person),
        Column("username", _("account"), lambda p: p.username, sort="username"),
        Column("admin", _("administrator"), lambda p: p.get_admin_display(), sort="admin"),
        Column("is_active", _("state"), _state, draw=lambda p: pill(_state(p))),
        Column("last_login", _("last sign-in"), lambda p: p.last_login, sort="last_login"),
    ),
    filterset=PersonFilter,
    order=("username",),
    template="orgs/person_list.html",
    search_hint=_("Name or account"),
)  # fmt: skip


def _raised(row: ClearanceProposal) -> object:
    """Return the present clearance and the one proposed, while it is not given."""
    if row.state != ProposalState.OPEN:
        return mark(row.clearance)
    return format_html("{} → {}", mark(row.membership.clearance), mark(row.clearance))


def _answered(row: ClearanceProposal) -> object:
    """Return who answered when: nobody, if it was the console or is not answered."""
    return row.answered_by or (_("at the console") if row.answered_at else "")


CLEARANCES: Listing[ClearanceProposal] = Listing(
    name="clearances",
    title=_("Clearances"),
    columns=(
        Column("person", _("name"), lambda c: c.membership.person,
               link=lambda c: _to_person(c.membership.person)),
        Column("post", _("post"), lambda c: f"{c.membership.post.body} · {c.membership.post}"),
        Column("clearance", _("clearance"), lambda c: c.clearance, draw=_raised),
        Column("reason", _("reason"), lambda c: c.reason),
        Column("proposed_by", _("proposed by"), lambda c: c.proposed_by),
        Column("proposed_at", _("proposed at"), lambda c: c.proposed_at),
        Column("state", _("state"), lambda c: PROPOSAL_WORDS[c.state],
               draw=lambda c: pill(PROPOSAL_WORDS[c.state], PILLS.get(c.state, ""))),
        Column("answered_by", _("answered by"), _answered),
        Column("answered_at", _("answered at"), lambda c: c.answered_at),
        Column("answer", _("reason of the answer"), lambda c: c.answer),
        Column("lapses_at", _("lapses"), lambda c: c.lapses_at, hidden=True),
    ),
    filterset=ClearanceFilter,
    # What waits comes first: it has no outcome, and lapses later than what has lapsed.
    order=("outcome", "-lapses_at", "-pk"),
    views=(
        View("open", _("Waiting for an answer"), "state=open"),
        View("over", _("Answered or lapsed"), "state=closed"),
    ),
    bulk=(
        Bulk("agree", _("Agree"), "orgs:clearance_agree", "shield-check"),
        Bulk("decline", _("Decline"), "orgs:clearance_decline", "shield-exclamation"),
        Bulk("withdraw", _("Withdraw your own"), "orgs:clearance_withdraw", "shield-off"),
    ),
    nothing=Nothing(
        _("No clearance waits"),
        _("A clearance above internal is proposed on a person's page; it shows here for another"
          " security administrator to agree."),
    ),
    search_hint=_("Name or account"),
)  # fmt: skip
