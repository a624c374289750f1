"""The inbox."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_GET, require_POST

from liandu.access.queries import model_of, seen
from liandu.kernel.errors import NotVisible
from liandu.notices import actions, queries
from liandu.web.keyset import page
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Nothing, Tab

PER_PAGE = 50
UNREAD = "unread"


@require_GET
def inbox(request: ActorRequest) -> HttpResponse:
    """Show what the person was told, newest first, all of it or what is unread."""
    which = UNREAD if request.GET.get("which") == UNREAD else ""
    asked = queries.unread if which == UNREAD else queries.notices
    groups = queries.groups()
    group = request.GET.get("kind", "")
    group = group if group in groups else ""
    rows = asked(request.actor)
    found = page(
        rows.filter(group=group) if group else rows, ("-id",), PER_PAGE,
        after=request.GET.get("after", ""), before=request.GET.get("before", ""),
    )  # fmt: skip
    context = {
        "page": found,
        "told": queries.told(request.actor, found.rows),
        "tabs": _tabs({"": pgettext("notices", "All"), **groups}, "kind", group, which=which),
        "filters": _tabs(
            {"": pgettext("notices", "All"), UNREAD: pgettext("notices", "Unread")},
            "which",
            which,
            kind=group,
        ),
        "has_unread": queries.unread(request.actor).exists(),
        "nothing": Nothing(_("Nothing to read"), _("What happens to your records is told here.")),
        "title": _("Inbox"),
    }
    return render(request, "notices/notice_list.html", context)


def _tabs(words: Mapping[str, Any], name: str, now: str, **kept: str) -> list[Tab]:
    """Return a tab for each value of one part of the address; the other part stays as it is."""
    also = {key: value for key, value in kept.items() if value}
    return [
        Tab(word, f"?{urlencode({**also, **({name: value} if value else {})})}", value == now)
        for value, word in words.items()
    ]


@require_POST
def read_all(request: ActorRequest) -> HttpResponse:
    """Mark everything read."""
    count = actions.read_notices(actor=request.actor)
    messages.success(
        request, ngettext("%(n)s notice read.", "%(n)s notices read.", count) % {"n": count}
    )
    return redirect("notices:inbox")


@require_GET
def open_notice(request: ActorRequest, pk: int) -> HttpResponse:
    """Go to what a notice is about; opening it by link marks it read.

    :raises NotVisible: if it is not the person's, or the record is no longer open to them
    """
    found = queries.told(request.actor, queries.notices(request.actor).filter(pk=pk))
    if not found:
        raise NotVisible
    actions.read_notices(actor=request.actor, ids=[pk])
    return redirect(found[0].address)


@require_POST
def follow(request: ActorRequest, kind: int, pk: UUID) -> HttpResponse:
    """Follow a record, or stop following it if it was followed.

    :raises NotVisible: if the record is not open to the person
    """
    record: Any = seen(model_of(kind), request.actor, pk)
    if queries.follows(request.actor, record):
        actions.unfollow(actor=request.actor, followed=record)
        messages.success(request, _("You follow it no longer."))
    else:
        actions.follow(actor=request.actor, followed=record)
        messages.success(request, _("You follow it: whatever happens comes to your inbox."))
    return redirect(record.get_absolute_url())
