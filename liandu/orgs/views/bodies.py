"""Pages of jurisdictions, kinds of supervision, the tree of bodies, posts and roles."""

from dataclasses import asdict
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from liandu.kernel.permits import allowed, require
from liandu.orgs import actions, queries
from liandu.orgs.actions.bodies import BodyFacts, Place
from liandu.orgs.forms import (
    RECORD_KINDS,
    BodyEditForm,
    BodyForm,
    BodyMoveForm,
    JurisdictionForm,
    PostForm,
    RoleForm,
    SupervisionKindForm,
)
from liandu.orgs.listings import BODIES
from liandu.orgs.models import Role
from liandu.web.forms import Ask, ConfirmForm, respond_form
from liandu.web.middleware import ActorRequest


@require_GET
def body_list(request: ActorRequest) -> HttpResponseBase:
    """Show the tree of bodies."""
    require(request.actor, "orgs.browse")
    may = {"add": "orgs.add_body", "import_posts": "orgs.import_posts"}
    context = {name: allowed(request.actor, permit) for name, permit in may.items()}
    return BODIES.respond(request, queries.bodies(), may=context)


@require_GET
def body_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """Show a body, its posts and who holds them."""
    require(request.actor, "orgs.browse")
    body = queries.body(pk)
    context = {
        "title": body.name,
        "body": body,
        "posts": queries.posts_of(pk),
        "parts": body.parts.all(),
        "may_edit": allowed(request.actor, "orgs.edit_body", body),
        "may_move": allowed(request.actor, "orgs.move_body", body),
        "may_post": allowed(request.actor, "orgs.add_post", body),
        "may_hand_over": allowed(request.actor, "orgs.hand_over", body),
    }
    return render(request, "orgs/body_detail.html", context)


@require_http_methods(["GET", "POST"])
def body_add(request: ActorRequest) -> HttpResponse:
    """Add a body."""
    require(request.actor, "orgs.add_body")
    return respond_form(
        request,
        BodyForm,
        action=lambda clean: actions.add_body(actor=request.actor, facts=BodyFacts(**clean)),
        success=_to_body,
        done=gettext_lazy("The body is added."),
        initial={"parent": request.GET.get("parent", "")},
        ask=Ask(title=_("Add a body"), button=_("Add"), back=reverse("orgs:body_list")),
    )


@require_http_methods(["GET", "POST"])
def body_edit(request: ActorRequest, pk: int) -> HttpResponse:
    """Change a body."""
    body = queries.body(pk)
    require(request.actor, "orgs.edit_body", body)

    def run(clean: dict[str, Any]) -> Any:
        return actions.edit_body(actor=request.actor, body_id=pk, facts=BodyFacts(**clean))

    names = ("code", "name", "short_name", "kind", "jurisdiction", "position")
    initial = {name: getattr(body, name) for name in names}
    return respond_form(
        request,
        BodyEditForm,
        action=run,
        success=_to_body,
        done=gettext_lazy("The body is changed."),
        initial={**initial, "supervision_kinds": body.supervision_kinds.all()},
        ask=Ask(title=_("Change %(body)s") % {"body": body}, back=reverse("orgs:body", args=[pk])),
    )


@require_http_methods(["GET", "POST"])
def body_move(request: ActorRequest, pk: int) -> HttpResponse:
    """Put a body in another place of the tree."""
    body = queries.body(pk)
    require(request.actor, "orgs.move_body", body)
    return respond_form(
        request,
        partial(BodyMoveForm, path=body.path),
        action=lambda clean: actions.move_body(actor=request.actor, body_id=pk, **clean),
        success=_to_body,
        done=gettext_lazy("The body is moved."),
        initial={"parent": body.parent_id},
        ask=Ask(
            _("Move %(body)s to another place?") % {"body": body},
            _("All below it moves along. Whoever stands above it sees what it has."),
            _("Move"), back=reverse("orgs:body", args=[pk]),
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def body_close(request: ActorRequest, pk: int) -> HttpResponse:
    """Close a body."""
    body = queries.body(pk)
    require(request.actor, "orgs.close_body", body)

    def run(clean: dict[str, Any]) -> Any:
        return actions.close_body(actor=request.actor, body_id=pk, reason=clean["reason"])

    return respond_form(
        request,
        ConfirmForm,
        action=run,
        success=_to_body,
        done=gettext_lazy("The body is closed."),
        ask=Ask(
            title=_("Close %(body)s?") % {"body": body},
            intro=_("Its records stay; it can be chosen for nothing new."),
            button=_("Close the body"),
            danger=True,
            back=reverse("orgs:body", args=[pk]),
        ),
    )


@require_http_methods(["GET", "POST"])
def post_add(request: ActorRequest, pk: int) -> HttpResponse:
    """Set up a post in a body."""
    body = queries.body(pk)
    require(request.actor, "orgs.add_post", body)
    return respond_form(
        request,
        PostForm,
        action=lambda clean: actions.add_post(actor=request.actor, body=body, **clean),
        success=reverse("orgs:body", args=[pk]),
        done=gettext_lazy("The post is set up."),
        ask=Ask(
            title=_("Add a post to %(body)s") % {"body": body},
            button=_("Add"),
            back=reverse("orgs:body", args=[pk]),
        ),
    )


@require_http_methods(["GET", "POST"])
def post_edit(request: ActorRequest, pk: int) -> HttpResponse:
    """Rename a post or change its roles."""
    post = queries.post(pk)
    require(request.actor, "orgs.edit_post", post)
    back = reverse("orgs:body", args=[post.body_id])
    return respond_form(
        request,
        PostForm,
        action=lambda clean: actions.edit_post(actor=request.actor, post_id=pk, **clean),
        success=back,
        done=gettext_lazy("The post is changed."),
        initial={"name": post.name, "roles": [role.code for role in post.roles.all()]},
        ask=Ask(
            title=_("Change %(post)s") % {"post": post},
            intro=_("Whoever holds the post has the new roles with their next page."),
            back=back,
        ),
    )


@require_http_methods(["GET", "POST"])
def post_close(request: ActorRequest, pk: int) -> HttpResponse:
    """Close a post."""
    post = queries.post(pk)
    require(request.actor, "orgs.close_post", post)
    back = reverse("orgs:body", args=[post.body_id])

    def run(clean: dict[str, Any]) -> Any:
        return actions.close_post(actor=request.actor, post_id=pk, reason=clean["reason"])

    return respond_form(
        request,
        ConfirmForm,
        action=run,
        success=back,
        done=gettext_lazy("The post is closed."),
        ask=Ask(
            title=_("Close %(post)s?") % {"post": post},
            button=_("Close the post"),
            danger=True,
            back=back,
        ),
    )


@require_GET
def basics(request: ActorRequest) -> HttpResponse:
    """Show jurisdictions, kinds of supervision and roles: what the rest is built of."""
    require(request.actor, "orgs.browse")
    context = {
        "title": _("Jurisdictions, kinds and roles"),
        "jurisdictions": queries.jurisdictions(),
        "supervision_kinds": queries.supervision_kinds(),
        "roles": [(role, _sights(role)) for role in queries.roles()],
        "may_place": allowed(request.actor, "orgs.set_jurisdiction"),
        "may_role": allowed(request.actor, "orgs.set_role"),
    }
    return render(request, "orgs/basics.html", context)


@require_http_methods(["GET", "POST"])
def jurisdiction_set(request: ActorRequest, pk: int = 0) -> HttpResponse:
    """Add a jurisdiction, or change one."""
    require(request.actor, "orgs.set_jurisdiction")
    row = queries.jurisdiction(pk) if pk else None

    def run(clean: dict[str, Any]) -> Any:
        place = Place(**clean)
        return actions.set_jurisdiction(actor=request.actor, place=place, jurisdiction_id=pk)

    blank = asdict(Place("", "", ""))
    return respond_form(
        request,
        JurisdictionForm,
        action=run,
        success=reverse("orgs:basics"),
        done=gettext_lazy("The jurisdiction is set."),
        initial={name: getattr(row, name) if row else value for name, value in blank.items()},
        ask=Ask(
            title=_("Change %(name)s") % {"name": row} if row else _("Add a jurisdiction"),
            back=reverse("orgs:basics"),
        ),
    )


@require_http_methods(["GET", "POST"])
def supervision_kind_set(request: ActorRequest, pk: int = 0) -> HttpResponse:
    """Add a kind of supervision, or rename one."""
    require(request.actor, "orgs.set_supervision_kind")
    row = queries.supervision_kind(pk) if pk else None
    names = ("code", "name", "name_en", "position")

    def run(clean: dict[str, Any]) -> Any:
        # The code of an existing kind is how others know it; it stays.
        values = {**clean, "code": row.code} if row else clean
        return actions.set_supervision_kind(actor=request.actor, **values)

    return respond_form(
        request,
        SupervisionKindForm,
        action=run,
        success=reverse("orgs:basics"),
        done=gettext_lazy("The kind of supervision is set."),
        initial={name: getattr(row, name) for name in names} if row else {},
        ask=Ask(
            title=_("Change %(name)s") % {"name": row} if row else _("Add a kind of supervision"),
            back=reverse("orgs:basics"),
        ),
    )


@require_http_methods(["GET", "POST"])
def role_set(request: ActorRequest, pk: int) -> HttpResponse:
    """Change what a role sees."""
    role = queries.role(pk)
    require(request.actor, "orgs.set_role", role)
    return respond_form(
        request,
        RoleForm,
        action=lambda clean: actions.set_role(actor=request.actor, role_id=pk, **clean),
        success=reverse("orgs:basics"),
        done=gettext_lazy("The role is changed."),
        initial={"name": role.name, "name_en": role.name_en, "scope_kinds": role.scope_kinds},
        ask=Ask(
            title=_("Change the role %(role)s") % {"role": role},
            intro=_("It holds at once for everybody whose post carries the role."),
            back=reverse("orgs:basics"),
        ),
    )


def _sights(role: Role) -> str:
    """Return the kinds of record that a role sees, in words."""
    return "、".join(str(word) for kind, word in RECORD_KINDS if kind in role.scope_kinds)


def _to_body(body: Any) -> str:
    return reverse("orgs:body", args=[body.pk])
