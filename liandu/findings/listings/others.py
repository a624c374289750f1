"""The list of rules made, and that of look-backs."""

from collections.abc import Iterator
from operator import attrgetter
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from liandu.findings.listings.ledger import exported
from liandu.findings.models import RESULT_WORDS, EstablishedRule, LookBack
from liandu.findings.rules import PickResult
from liandu.orgs.models import Jurisdiction
from liandu.orgs.queries import with_parts
from liandu.web.listing import Column, Listing
from liandu.web.pieces import Nothing


class RuleFilter(filters.FilterSet):
    """What the list of rules made is narrowed by."""

    q = filters.CharFilter(label=_("Search"), field_name="name", lookup_expr="icontains")
    issued_on = filters.DateFromToRangeFilter(label=_("Issued on"))
    recorded_at = filters.DateFromToRangeFilter(label=_("Recorded"))
    jurisdiction = filters.ModelMultipleChoiceFilter(
        label=_("Jurisdiction"), queryset=Jurisdiction.objects.all(), method="there"
    )

    class Meta:
        model = EstablishedRule
        fields = ()

    def there(self, rows: QuerySet[Any], _name: str, places: Any) -> QuerySet[Any]:
        """Return the rules made for findings in one of the jurisdictions or a part of it."""
        return rows.filter(finding__jurisdiction__in=with_parts(places)) if places else rows


RULES: Listing[EstablishedRule] = Listing(
    name="established_rules",
    title=_("Rules established"),
    columns=(
        Column("name", _("Rule"), lambda r: r.name, link=lambda r: r.finding.get_absolute_url()),
        Column("number", _("Document number"), lambda r: r.number),
        Column("issued_on", _("Issued on"), lambda r: r.issued_on, sort="issued_on"),
        Column("body", _("Body"), lambda r: r.body),
        Column("finding", _("Finding"), lambda r: f"{r.finding.number} {r.finding.title}"),
        Column("recorded_at", _("Recorded"), lambda r: r.recorded_at, sort="recorded_at"),
    ),
    filterset=RuleFilter,
    order=("-recorded_at",),
    nothing=Nothing(
        _("No rules yet"), _("Rules made because of a finding count once it is closed.")
    ),
    exported=exported,
)  # fmt: skip


class LookBackFilter(filters.FilterSet):
    """What the list of look-backs is narrowed by."""

    drawn_at = filters.DateFromToRangeFilter(label=_("Drawn"))

    class Meta:
        model = LookBack
        fields = ()


def _results() -> Iterator[Column[LookBack]]:
    """Yield a column for each result: how many of the sample came to it."""
    for result in PickResult:
        yield Column(result.value, RESULT_WORDS[result], attrgetter(result.value), numeric=True)


LOOK_BACKS: Listing[LookBack] = Listing(
    name="look_backs",
    title=_("Look-backs"),
    columns=(
        Column("period", _("Closed in"), str, link=LookBack.get_absolute_url),
        Column("drawn_at", _("Drawn"), lambda r: r.drawn_at, sort="drawn_at"),
        Column("size", _("How many"), attrgetter("seen"), numeric=True),
        *_results(),
        Column("seed", _("Seed"), lambda r: r.seed),
    ),
    filterset=LookBackFilter,
    template="findings/look_back_list.html",
    order=("-drawn_at",),
    nothing=Nothing(
        _("No look-backs yet"),
        _("A sample of closed findings is drawn here and looked at again on the spot."),
    ),
    exported=exported,
)  # fmt: skip
