"""Risk points in the navigation, and on the pages of objects and links."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liandu.kernel.permits import allowed
from liandu.risks import queries
from liandu.web.middleware import ActorRequest
from liandu.web.pages import nav
from liandu.web.panels import panel, tab

nav("risks", _("Risk register"), "shield-exclamation", "risks:points", group="business", order=20,
    sees=lambda actor: actor.post_id is not None)  # fmt: skip
tab("works.object", "risks", _("Integrity risks"), order=25,
    count=lambda request, subject: queries.count_of(request.actor, subject.pk))  # fmt: skip


@panel("works.object", title=_("Integrity risks"), template="risks/parts/of_object.html",
       tab="risks", is_bare=True)  # fmt: skip
def of_object(request: ActorRequest, subject: Any) -> Mapping[str, Any]:
    """Show the risk points of an object by its links, and the ways to more."""
    actor = request.actor
    rows = list(queries.of_object(actor, subject.pk))
    may_take = allowed(actor, "risks.take_over", subject)
    return {
        "groups": [
            (link, [(one, allowed(actor, "risks.check_point", one)) for one in each])
            for link, each in groupby(rows, key=lambda one: one.link)
        ],
        "count": len(rows),
        "list_url": f"{reverse('risks:points')}?{urlencode({'object': subject.pk})}",
        "add_url": reverse("risks:add_point", args=[subject.pk]) if may_take else "",
        "import_url": reverse("risks:import", args=[subject.pk]) if may_take else "",
        "take_url": reverse("risks:take_over", args=[subject.pk]) if may_take else "",
    }


@panel("works.link", title=_("Integrity risks"), template="risks/parts/of_link.html",
       is_bare=True)  # fmt: skip
def of_link(request: ActorRequest, subject: Any) -> Mapping[str, Any] | None:
    """Show the risk points of a link, and the way to enter one."""
    rows = list(queries.of_link(request.actor, subject.pk))
    may_add = allowed(request.actor, "risks.add_point", subject)
    if not (rows or may_add):
        return None
    add = reverse("risks:add_point", args=[subject.supervised_object_id])
    return {"points": rows, "add_url": f"{add}?link={subject.pk}" if may_add else ""}
