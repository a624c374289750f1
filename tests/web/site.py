"""A small site to try the interface on: one list of bodies, one form, pages that refuse."""

from typing import Any

import django_filters
from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import include, path

from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.orgs.models import Body
from liandu.web.forms import Ask, Form, respond_form
from liandu.web.listing import Bulk, Column, Listing, View
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Nothing

EXPORTED: list[int] = []


class BodyFilter(django_filters.FilterSet):
    """One filter of each kind."""

    q = django_filters.CharFilter(field_name="name", lookup_expr="icontains")
    kind = django_filters.MultipleChoiceFilter(
        label="Kind", choices=[("office", "Office"), ("city", "City")]
    )
    position = django_filters.NumberFilter(label="Position")
    closed_on = django_filters.DateFromToRangeFilter(label="Closed")
    is_open = django_filters.BooleanFilter(
        label="In use", field_name="closed_on", lookup_expr="isnull"
    )

    class Meta:
        model = Body
        fields = ()


def exported(_request: ActorRequest, count: int) -> None:
    EXPORTED.append(count)


BODIES: Listing[Body] = Listing(
    name="test.bodies",
    title="Bodies",
    columns=(
        Column("name", "Name", lambda b: b.name, sort="name", link=lambda b: f"/b/{b.pk}/"),
        Column("code", "Code", lambda b: b.code, sort="code"),
        Column("position", "Position", lambda b: b.position, sort="position", numeric=True),
        Column("closed_on", "Closed", lambda b: b.closed_on, sort="closed_on"),
        Column("kind", "Kind", lambda b: b.kind, hidden=True),
    ),
    filterset=BodyFilter,
    order=("-position",),
    views=(View("all", "All", counted=True), View("city", "Cities", "kind=city")),
    bulk=(Bulk("close", "Close", "test_form"),),
    nothing=Nothing("No bodies yet"),
    shown_filters=2,
    exported=exported,
)


class PlanForm(Form):
    """A form with a file."""

    title = forms.CharField(label="Title", max_length=10)
    due_on = forms.DateField(label="Due on")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    scan = forms.FileField(label="Scan", required=False)


REFUSALS: dict[str, Exception] = {
    "late": Invalid({"due_on": "not before today", "elsewhere": "no such field"}),
    "gone": WrongState("It is closed already. Reload."),
    "step": WrongState("close: not from closed"),
    "barred": NotAllowed("plans.save"),
    "hidden": NotVisible(),
}


def save(clean: dict[str, Any]) -> str:
    if error := REFUSALS.get(clean["title"]):
        raise error
    return str(clean["title"])


def body_list(request: ActorRequest) -> HttpResponseBase:
    return BODIES.respond(request, Body.objects.all())


def form(request: HttpRequest) -> HttpResponse:
    ask = Ask(title="Save the plan?", intro="The office is told.", button="Save plan")
    return respond_form(
        request,
        PlanForm,
        action=save,
        success=lambda title: f"/b/{title}/",
        ask=ask,
        done=lambda title: f"Saved {title}",
    )


def refuse(request: HttpRequest, title: str) -> HttpResponse:
    raise REFUSALS[title]


def one(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "web/page.html", {"title": name})


urlpatterns = [
    path("bodies/", body_list, name="test_bodies"),
    path("form/", form, name="test_form"),
    path("refuse/<title>/", refuse),
    path("b/<name>/", one, name="test_body"),
    path("", include("liandu.config.urls")),
]
handler404 = "liandu.web.views.not_found"
handler500 = "liandu.web.views.broken"
