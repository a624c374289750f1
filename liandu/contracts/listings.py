"""The lists of contracts and of what is to be looked at: columns, filters, views."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.contracts import actions, queries
from liandu.contracts.models import (
    CHECK_CHOICES,
    CONTRACT_KINDS,
    OUTCOMES,
    Contract,
    Prompt,
    in_words,
    paid_permille,
    percent,
)
from liandu.contracts.rules import CHECKS
from liandu.orgs.queries import with_parts
from liandu.web.listing import Column, Listing, View
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Nothing
from liandu.web.say import money
from liandu.works.queries import jurisdictions, link_names


def every_jurisdiction(_request: Any) -> Any:
    """Return the jurisdictions to choose from."""
    return jurisdictions()


class OfProject(filters.FilterSet):
    """What both lists are narrowed by: the project, and where it lies."""

    jurisdiction = filters.ModelMultipleChoiceFilter(
        label=_("Jurisdiction"), method="there",
        queryset=every_jurisdiction,  # type: ignore[arg-type]
    )  # fmt: skip
    object = filters.UUIDFilter(label=_("Supervised object"), field_name="supervised_object")

    def there(self, rows: QuerySet[Any], _name: str, places: Any) -> QuerySet[Any]:
        """Return the rows whose project lies in one of the jurisdictions or a part of it."""
        return queries.lying_in(rows, with_parts(places)) if places else rows


class ContractFilter(OfProject):
    """What contracts are narrowed by. Every answer keeps within what the actor sees."""

    q = filters.CharFilter(label=_("Search"), method="search")
    kind = filters.MultipleChoiceFilter(label=_("Kind"), choices=CONTRACT_KINDS, distinct=False)
    signed_from = filters.DateFilter(
        label=_("Signed from"), field_name="signed_on", lookup_expr="gte"
    )
    signed_until = filters.DateFilter(
        label=_("Signed until"), field_name="signed_on", lookup_expr="lte"
    )
    look = filters.BooleanFilter(label=pgettext_lazy("prompt", "To look at"), method="by_look")

    class Meta:
        model = Contract
        fields = ("q", "kind", "jurisdiction", "signed_from", "signed_until", "look", "object")

    def search(self, rows: QuerySet[Contract], _name: str, value: str) -> QuerySet[Contract]:
        """Return the rows whose name, contractor or project holds ``value``, or whose number."""
        of_project = Q(supervised_object__name__icontains=value)
        own = Q(name__icontains=value) | Q(contractor__icontains=value)
        return rows.filter(own | of_project | Q(number__istartswith=value))

    def by_look(self, rows: QuerySet[Contract], _name: str, value: bool) -> QuerySet[Contract]:
        """Return the rows at which there is something to look at."""
        return queries.to_look_at(rows) if value else rows


class PromptFilter(OfProject):
    """What prompts are narrowed by; those put aside only if they are asked for."""

    q = filters.CharFilter(label=_("Search"), method="search")
    check = filters.MultipleChoiceFilter(
        label=pgettext_lazy("prompt", "Check"),
        choices=CHECK_CHOICES,
        field_name="check_code",
        distinct=False,
    )
    link = filters.MultipleChoiceFilter(label=_("Link"), choices=link_names, method="by_link")
    outcome = filters.MultipleChoiceFilter(
        label=pgettext_lazy("prompt", "Outcome"), choices=OUTCOMES,
        field_name="dismissal__outcome", distinct=False,
    )  # fmt: skip
    aside = filters.BooleanFilter(label=_("Put aside"))

    class Meta:
        model = Prompt
        fields = ("q", "check", "link", "jurisdiction", "object", "outcome", "aside")

    def filter_queryset(self, queryset: Any) -> Any:
        """Return the rows that match; open ones, unless those put aside are asked for."""
        clean = self.form.cleaned_data
        is_aside = bool(clean.pop("aside", None) or clean.get("outcome"))
        return super().filter_queryset(queryset.filter(dismissal__isnull=not is_aside))

    def search(self, rows: QuerySet[Prompt], _name: str, value: str) -> QuerySet[Prompt]:
        """Return the rows whose project or contract holds ``value``."""
        of_project = Q(supervised_object__name__icontains=value)
        numbered = Q(supervised_object__number__istartswith=value)
        of_contract = Q(contract__name__icontains=value) | Q(contract__contractor__icontains=value)
        return rows.filter(of_project | numbered | of_contract)

    def by_link(self, rows: QuerySet[Prompt], _name: str, value: list[str]) -> QuerySet[Prompt]:
        """Return the rows of checks that belong to one of the links."""
        codes = [code for code, check in CHECKS.items() if check.link in value]
        return rows.filter(check_code__in=codes) if value else rows


def contracts_exported(request: ActorRequest, count: int) -> None:
    """Put an export on record before the file leaves."""
    actions.export_contracts(actor=request.actor, count=count, query=request.GET.urlencode())


def prompts_exported(request: ActorRequest, count: int) -> None:
    """Put an export on record before the file leaves."""
    actions.export_prompts(actor=request.actor, count=count, query=request.GET.urlencode())


def wan(fen: int | None) -> str:
    """Return a sum in 万元, as the head of its column says."""
    return money(fen, "wan")


C = Contract
CONTRACT_COLUMNS: tuple[Column[Contract], ...] = (
    Column("number", _("Number"), lambda c: c.number, sort="number", css="nowrap"),
    Column("name", _("Contract name"), lambda c: c.name, link=C.get_absolute_url),
    Column("object", _("Supervised object"), lambda c: c.supervised_object.name),
    Column("object_number", _("Number of the object"), lambda c: c.supervised_object.number,
           hidden=True, css="nowrap"),
    Column("kind", _("Kind"), lambda c: c.get_kind_display(), css="nowrap"),
    Column("contractor", _("Contractor"), lambda c: c.contractor),
    Column("bid", _("Sum bid (10 000 yuan)"), lambda c: wan(c.bid_fen), sort="bid_fen",
           numeric=True, hidden=True),
    Column("amount", _("Contract sum (10 000 yuan)"), lambda c: wan(c.amount_fen),
           sort="amount_fen", numeric=True),
    Column("changed", _("Changes (10 000 yuan)"), lambda c: wan(c.changed_fen), numeric=True),
    Column("paid", _("Paid (10 000 yuan)"), lambda c: wan(c.paid_fen), numeric=True),
    Column("paid_share", _("Paid (%)"),
           lambda c: percent(paid_permille(c)), numeric=True),
    Column("progress", _("Progress (%)"), lambda c: percent(c.progress_permille),
           numeric=True),
    Column("notice", _("Notice of award"), lambda c: c.notice_on, sort="notice_on", hidden=True,
           css="nowrap"),
    Column("signed", _("Signed on"), lambda c: c.signed_on, sort="signed_on", css="nowrap"),
    Column("final", _("Final account (10 000 yuan)"), lambda c: wan(c.final_fen), numeric=True,
           hidden=True),
)  # fmt: skip

CONTRACTS: Listing[Contract] = Listing(
    name="contracts",
    title=_("Contracts and funds"),
    columns=CONTRACT_COLUMNS,
    filterset=ContractFilter,
    order=("-signed_on",),
    template="contracts/contract_list.html",
    views=(
        View("all", pgettext_lazy("view", "All"), ""),
        View("look", pgettext_lazy("prompt", "To look at"), "look=true", counted=True),
        View("works", pgettext_lazy("contract", "Works"), "kind=works"),
        View("supervision", pgettext_lazy("contract", "Works supervision"), "kind=supervision"),
    ),
    nothing=Nothing(
        _("No contracts yet"),
        _("They are entered or imported on the page of a project, under contracts and funds."),
    ),
    search_hint=_("Contract, contractor or project"),
    exported=contracts_exported,
)  # fmt: skip

PROMPT_COLUMNS: tuple[Column[Prompt], ...] = (
    Column("check", pgettext_lazy("prompt", "What was noticed"),
           lambda p: p.get_check_code_display(), link=Prompt.get_absolute_url),
    Column("object", _("Supervised object"), lambda p: p.supervised_object.name),
    Column("contract", pgettext_lazy("entry", "Contract"), lambda p: p.contract or ""),
    Column("facts", pgettext_lazy("prompt", "Facts"), in_words),
    Column("basis", _("Basis"), lambda p: p.basis),
    Column("since", _("Since"), lambda p: p.since, sort="since", css="nowrap"),
    Column("number", _("Number of the object"), lambda p: p.supervised_object.number, hidden=True,
           css="nowrap"),
    Column("outcome", pgettext_lazy("prompt", "Outcome"), hidden=True,
           value=lambda p: p.dismissal.get_outcome_display() if p.dismissal else ""),
    Column("reason", _("Reason"), lambda p: p.dismissal.reason if p.dismissal else "",
           hidden=True),
    Column("by", _("Put aside by"), lambda p: p.dismissal.body if p.dismissal else "",
           hidden=True),
)  # fmt: skip

PROMPTS: Listing[Prompt] = Listing(
    name="prompts",
    title=_("Prompts to look"),
    columns=PROMPT_COLUMNS,
    filterset=PromptFilter,
    order=("-since",),
    template="contracts/prompt_list.html",
    views=(
        View("open", pgettext_lazy("prompt", "Open"), "", counted=True),
        View("funds", pgettext_lazy("prompt", "Changes and funds"), "link=change&link=funds"),
        View("tender", pgettext_lazy("prompt", "Tender and contract"),
             "link=tender&link=contract"),
        View("aside", _("Put aside"), "aside=true"),
    ),
    nothing=Nothing(
        _("Nothing to look at"),
        _("Dates and sums of contracts and milestones are held against the rules at each change."),
    ),
    search_hint=_("Project, contract or contractor"),
    exported=prompts_exported,
)  # fmt: skip
