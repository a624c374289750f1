"""The list of shared information: columns, filters, views."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.words import LABEL_WORDS
from liandu.orgs.queries import open_bodies
from liandu.search.queries import holding
from liandu.sharing import actions, queries
from liandu.sharing.models import ITEM_KINDS, ITEM_STATES, SharedItem
from liandu.sharing.rules import ISSUED, ItemState
from liandu.web import draw
from liandu.web.listing import Column, Listing, View
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Nothing

BOXES = (
    ("in", pgettext_lazy("sharing", "incoming")), ("out", pgettext_lazy("sharing", "outgoing")),
)  # fmt: skip
WAITING = (
    ("sign", pgettext_lazy("sharing", "to be signed by us")),
    ("others", pgettext_lazy("sharing", "not signed by others")),
    ("answer", pgettext_lazy("sharing", "questions to answer")),
)
NONE_KEPT = "—"


def every_body(_request: Any) -> Any:
    """Return the bodies to choose from."""
    return open_bodies()


class ItemFilter(filters.FilterSet):
    """What items are narrowed by. Every answer keeps within what the actor sees."""

    q = filters.CharFilter(label=_("Search"), method="search")
    box = filters.ChoiceFilter(
        label=pgettext_lazy("sharing", "Direction"), choices=BOXES, method="of_box"
    )
    waiting = filters.ChoiceFilter(
        label=pgettext_lazy("sharing", "Waiting"), choices=WAITING, method="that_wait"
    )
    kind = filters.MultipleChoiceFilter(
        label=pgettext_lazy("shared item", "Kind"), choices=ITEM_KINDS, distinct=False
    )
    body = filters.ModelMultipleChoiceFilter(
        label=pgettext_lazy("sharing", "Shared by"), field_name="owner_body", distinct=False,
        queryset=every_body,  # type: ignore[arg-type]
    )  # fmt: skip
    state = filters.MultipleChoiceFilter(label=_("State"), choices=ITEM_STATES, distinct=False)

    class Meta:
        model = SharedItem
        fields = ()

    def search(self, rows: QuerySet[SharedItem], _name: str, value: str) -> QuerySet[SharedItem]:
        """Return the rows that hold the words."""
        request: Any = self.request
        return holding(request.actor, rows, value)

    def of_box(self, rows: QuerySet[SharedItem], _name: str, value: str) -> QuerySet[SharedItem]:
        """Return what the actor's body received, or what it shares."""
        request: Any = self.request
        actor = request.actor
        if value == "out":
            return rows.filter(owner_body=actor.body_id or 0)
        return rows.filter(
            pk__in=queries.receipts(actor).filter(body=actor.body_id or 0).values("item")
        )

    def that_wait(self, rows: QuerySet[SharedItem], _name: str, value: str) -> QuerySet[SharedItem]:
        """Return what waits for the actor's body, or for others to sign."""
        request: Any = self.request
        actor = request.actor
        found: dict[str, Any] = {
            "sign": lambda: queries.to_sign(actor).values("item"),
            "others": lambda: queries.unsigned(actor).values("item"),
            "answer": lambda: queries.to_answer(actor).values("receipt__item"),
        }
        return rows.filter(pk__in=found[value]())


def signed(item: Any) -> str:
    """Return how many of the receipts that the reader may know of were signed."""
    if item.state not in ISSUED or not item.receipt_count:
        return NONE_KEPT
    return f"{item.signed_count}/{item.receipt_count}"


def exported(request: ActorRequest, count: int) -> None:
    """Put an export on record before the file leaves."""
    actions.export_items(actor=request.actor, count=count, query=request.GET.urlencode())


COLUMNS: tuple[Column[SharedItem], ...] = (
    Column("title", _("Title"), lambda i: i.title, link=SharedItem.get_absolute_url,
           css="w-name"),
    Column("number", _("Number"), lambda i: i.number, css="nowrap"),
    Column("kind", pgettext_lazy("shared item", "Kind"), lambda i: i.get_kind_display(),
           css="nowrap"),
    Column("body", pgettext_lazy("sharing", "Shared by"), lambda i: str(i.owner_body),
           css="nowrap", draw=lambda i: draw.org(i.owner_body)),
    Column("signed", pgettext_lazy("shared item", "Signed for"), signed, css="nowrap"),
    Column("sign_by", _("Sign by"), lambda i: i.sign_by, sort="sign_by", css="nowrap"),
    Column("expires", pgettext_lazy("shared item", "Last day"), lambda i: i.expires_on,
           sort="expires_on", css="nowrap"),
    Column("label", _("handling label"), lambda i: str(LABEL_WORDS[i.label]), css="nowrap"),
    Column("state", _("State"), lambda i: str(i.pill[0]), css="nowrap",
           draw=lambda i: draw.pill(*i.pill)),
)  # fmt: skip

ITEMS: Listing[SharedItem] = Listing(
    name="shared_items",
    title=_("Information sharing"),
    columns=COLUMNS,
    filterset=ItemFilter,
    order=("-created_at",),
    template="sharing/item_list.html",
    views=(
        View("all", pgettext_lazy("view", "All"), ""),
        View("sign", pgettext_lazy("sharing", "To sign for"), "waiting=sign"),
        View("in", pgettext_lazy("sharing", "Incoming"), "box=in"),
        View("out", pgettext_lazy("sharing", "Outgoing"), "box=out"),
        View("drafts", pgettext_lazy("sharing", "Drafts"), f"state={ItemState.DRAFT}"),
    ),
    nothing=Nothing(
        _("No shared information yet"),
        _("Share a notice, a plan, a result or a document with bodies that you name, or with the"
          " members of a committee."),
    ),
    search_hint=_("Number, title, text"),
    exported=exported,
)  # fmt: skip
