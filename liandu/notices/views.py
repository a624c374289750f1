"""The inbox."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from liandu.access.queries import guarded_models, seen
from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotVisible
from liandu.notices import actions, queries
from liandu.web.middleware import ActorRequest
from liandu.web.pages import bell, nav
from liandu.web.pieces import Nothing

PER_PAGE = 50


def inbox(request: ActorRequest) -> HttpResponse:
    """Show what the person was told, newest first."""
    page = Paginator(queries.notices(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    rows = queries.with_records(request.actor, page.object_list)
    nothing = Nothing(_("Nothing to read"), _("What happens to your records is told here."))
    context = {"page": page, "rows": rows, "nothing": nothing}
    return render(request, "notices/notice_list.html", context)


@require_POST
def read_all(request: ActorRequest) -> HttpResponse:
    """Mark everything read."""
    count = actions.read_notices(actor=request.actor)
    messages.success(
        request, ngettext("%(n)s notice read", "%(n)s notices read", count) % {"n": count}
    )
    return redirect("notices:inbox")


def open_notice(request: ActorRequest, pk: int) -> HttpResponse:
    """Go to what a notice is about; opening it by link marks it read.

    :raises NotVisible: if it is not the person's, or the record is no longer open to them
    """
    found = queries.with_records(request.actor, queries.notices(request.actor).filter(pk=pk))
    if not found:
        raise NotVisible
    notice, record = found[0]
    actions.read_notices(actor=request.actor, ids=[notice.pk])
    return redirect(record)


@require_POST
def follow(request: ActorRequest, kind: int, pk: str) -> HttpResponse:
    """Follow a record, or stop following it if it was followed.

    :raises NotVisible: if the record is not open to the person
    """
    if kind not in guarded_models():
        raise NotVisible
    record = seen(guarded_models()[kind], request.actor, pk)
    if queries.follows(request.actor, record):
        actions.unfollow(actor=request.actor, record=record)
        messages.success(request, _("You follow it no longer."))
    else:
        actions.follow(actor=request.actor, record=record)
        messages.success(request, _("You follow it: whatever happens comes to your inbox."))
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if is_ours else record)


def has_post(actor: Actor) -> bool:
    """Test whether ``actor`` holds a post: administrators are told nothing of business."""
    return actor.post_id is not None


bell("notices:inbox", queries.unread_count)
nav("notices", gettext_lazy("Inbox"), "bell", "notices:inbox", group="support", order=10,
    sees=has_post)  # fmt: skip
