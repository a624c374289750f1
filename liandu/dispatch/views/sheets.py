"""The sheet of one object for one week: looked at, filed, discussed, printed."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from liandu.dispatch import actions, forms, queries
from liandu.dispatch.models import WeeklyDispatch
from liandu.dispatch.panels import part
from liandu.dispatch.queries import Shown
from liandu.dispatch.rules import SHEET, week_of
from liandu.dispatch.views.weeks import beside, week_named
from liandu.kernel.permits import require
from liandu.web.forms import Ask, ConfirmForm, respond_form
from liandu.web.middleware import ActorRequest
from liandu.web.say import day
from liandu.works.queries import seen_object
from liandu.works.views import selection


@require_http_methods(["GET", "POST"])
def start(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Put an object on weekly dispatch, or change who files."""
    record = seen_object(request.actor, pk)
    require(request.actor, "dispatch.start_dispatch", record)
    bodies = queries.choices_of_body(record)
    now = queries.dispatch_of(request.actor, pk)
    is_on = now is not None and now.ended_week is None
    ask = Ask(
        _("Weekly dispatch"),
        _("Its sheet is then due every week, and the meeting goes through it."),
        _("Save") if is_on else _("Put on weekly dispatch"), back=_tab(record),
        crumbs=_crumbs(record),
    )  # fmt: skip
    first = {"body": now.body_id, "first_week": now.first_week} if now and is_on else {
        "body": record.responsible_bodies.values_list("pk", flat=True).first()
        or record.lead_body_id, "first_week": timezone.localdate(),
    }  # fmt: skip
    return respond_form(
        request, partial(forms.StartForm, bodies=bodies), ask=ask, initial=first,
        action=lambda clean: actions.start_dispatch(
            actor=request.actor, object_id=pk, body_id=clean["body"].pk,
            first_week=clean["first_week"],
        ),
        success=_tab(record), done=_("Saved."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def start_several(request: ActorRequest) -> HttpResponse:
    """Put the objects chosen in the list on weekly dispatch."""
    require(request.actor, "works.create_object")
    back = reverse("works:objects")
    words = _("Who answers for an object files its sheet. What is dispatched already stays so.")
    ask = Ask(
        _("Put on weekly dispatch?"), f"{selection.words(request)} {words}",
        _("Put on weekly dispatch"), back=back, crumbs=((_("Major projects"), back),),
    )  # fmt: skip
    return respond_form(
        request, partial(selection.form_of, request, forms.FirstWeekForm), ask=ask, success=back,
        done=selection.done,
        action=lambda clean: actions.start_several(
            actor=request.actor, object_ids=selection.ids(clean), first_week=clean["first_week"]
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def stop(request: ActorRequest, pk: UUID) -> HttpResponse:
    """End the weekly dispatch of an object."""
    record = seen_object(request.actor, pk)
    require(request.actor, "dispatch.stop_dispatch", record)
    ask = Ask(
        _("End weekly dispatch?"),
        _("No sheet is due from this week on. What was filed and promised stays."),
        _("End weekly dispatch"), danger=True, back=_tab(record), crumbs=_crumbs(record),
    )  # fmt: skip
    return respond_form(
        request, ConfirmForm, ask=ask, success=_tab(record), done=_("Weekly dispatch ended."),
        action=lambda clean: actions.stop_dispatch(
            actor=request.actor, object_id=pk, reason=clean["reason"]
        ),
    )  # fmt: skip


@require_GET
def sheet(request: ActorRequest, pk: UUID, week: str) -> HttpResponse:
    """Show one sheet."""
    return render(request, "dispatch/sheet.html", _page(request, pk, week))


@require_GET
def print_sheet(request: ActorRequest, pk: UUID, week: str) -> HttpResponse:
    """Show one sheet on paper."""
    return render(request, "dispatch/print/week.html", _page(request, pk, week))


@require_http_methods(["GET", "POST"])
def file_sheet(request: ActorRequest, pk: UUID, week: str) -> HttpResponse:
    """File the sheet of a week."""
    shown = _shown(request, pk, week)
    dispatch, kept = shown.dispatch, shown.sheet
    require(request.actor, "dispatch.file_sheet", dispatch)
    SHEET.after("file", kept.state)
    record = shown.record
    ask = Ask(
        record.name, _due(shown), pgettext("sheet", "File"), back=_url(dispatch, week),
        crumbs=(*_crumbs(record), (_week_name(shown), _url(dispatch, week))),
        template="dispatch/sheet_form.html",
        extra={"shown": shown, "here": _("File the sheet")},
    )  # fmt: skip
    form = partial(forms.SheetForm, bodies=queries.sides(record), carried=shown.carried)
    initial = {
        "progress": kept.progress or "\n".join(queries.moved(record.pk, kept.week)),
        "items": [item for item in shown.items if item.settled_at is None],
    }

    def run(clean: dict[str, Any]) -> object:
        return actions.file_sheet(
            actor=request.actor, object_id=pk, week=kept.week, progress=clean["progress"],
            kept_ids=clean.get("kept", ()),
            lines=forms.SheetForm.lines(clean, dispatch.body_id),
        )  # fmt: skip

    return respond_form(
        request, form, action=run, ask=ask, initial=initial, success=_url(dispatch, week),
        done=_("Filed."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def discuss(request: ActorRequest, pk: UUID, week: str) -> HttpResponse:
    """Write down what the meeting decided about an object."""
    shown = _shown(request, pk, week)
    dispatch, record = shown.dispatch, shown.record
    require(request.actor, "dispatch.discuss_sheet", dispatch)
    SHEET.after("discuss", shown.sheet.state)
    back = f"{reverse('dispatch:meeting', args=[week])}#sheet-{dispatch.pk}"
    ask = Ask(
        record.name,
        _("The sheet is then closed. Decisions go to their owners and roll on until done."),
        _("Finish this project"), back=back,
        crumbs=(*_crumbs(record), (_week_name(shown), _url(dispatch, week))),
        template="dispatch/sheet_form.html",
        extra={"shown": shown, "part": part(request.actor, shown), "here": _("Record decisions")},
    )  # fmt: skip
    return respond_form(
        request, partial(forms.DiscussForm, bodies=queries.sides(record)), ask=ask,
        initial={}, success=back, done=_("Decisions recorded."),
        action=lambda clean: actions.discuss_sheet(
            actor=request.actor, object_id=pk, week=shown.sheet.week,
            lines=forms.DiscussForm.lines(clean, dispatch.body_id),
        ),
    )  # fmt: skip


def _shown(request: ActorRequest, pk: UUID, week: str) -> Shown:
    """Return the sheet that an address names.

    :raises NotVisible: if there is none, or the actor may not know of it
    """
    monday = week_named(week)
    dispatch = queries.seen_dispatch(request.actor, pk, monday)
    return queries.shown(request.actor, monday, [dispatch])[0]


def _page(request: ActorRequest, pk: UUID, week: str) -> dict[str, Any]:
    """Return what the page of a sheet is drawn from."""
    shown = _shown(request, pk, week)
    found = part(request.actor, shown)
    return {
        "part": found, "parts": [found], "record": shown.record, "title": shown.record.name,
        "back_url": _tab(shown.record), "as_of": timezone.now(),
        "is_now": shown.sheet.week == week_of(timezone.localdate()),
        **beside(shown.sheet.week, "dispatch:sheet", pk),
    }  # fmt: skip


def _url(dispatch: WeeklyDispatch, week: str) -> str:
    """Return the address of a sheet."""
    return reverse("dispatch:sheet", args=[dispatch.supervised_object_id, week])


def _tab(record: Any) -> str:
    """Return the way to the tab of the object's page."""
    return f"{record.get_absolute_url()}?tab=dispatch"


def _crumbs(record: Any) -> tuple[tuple[Any, str], ...]:
    """Return the way here."""
    return ((_("Weekly dispatch"), reverse("dispatch:week_list")), (record.number, _tab(record)))


def _week_name(shown: Shown) -> str:
    """Return the week in words."""
    return _("Week %(number)s") % {"number": shown.sheet.week.isocalendar().week}


def _due(shown: Shown) -> str:
    """Return which week it is, and until when it is to be filed."""
    sheet = shown.sheet
    at = timezone.localtime(sheet.due_at)
    words = _("%(week)s, to be filed by %(day)s %(hour)s.")
    return words % {"week": _week_name(shown), "day": day(at), "hour": f"{at:%H:%M}"}
