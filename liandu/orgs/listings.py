"""The lists of bodies and of people."""

import django_filters
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liandu.kernel.actor import Actor
from liandu.orgs.models import Body, Person
from liandu.orgs.rules import AdminKind, RoleCode
from liandu.orgs.words import ADMIN_WORDS, BODY_WORDS
from liandu.web.draw import pill
from liandu.web.listing import Column, Listing
from liandu.web.pages import nav


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
