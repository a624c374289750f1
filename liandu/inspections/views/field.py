"""Writing workpapers on site: one item a screen, made for a phone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liandu.files.panels import gallery
from liandu.inspections import actions, queries
from liandu.inspections.forms import WorkpaperForm
from liandu.inspections.models import Inspection, InspectionItem, Workpaper
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, NotVisible, Refusal
from liandu.kernel.permits import require
from liandu.web.forms import redirect_to
from liandu.web.middleware import ActorRequest

SHOWN_NEXT = 2
KEPT = ("conclusion", "fact", "severity", "place", "persons_present", "words")


@dataclass(frozen=True, slots=True)
class Line:
    """One item at one object, and how far it is."""

    number: int
    item: InspectionItem
    url: str
    paper: Workpaper | None

    @property
    def light(self) -> str:
        """Return the light of the conclusion."""
        if self.paper is None:
            return "n"
        return {"conform": "g", "not_conform": "r"}.get(self.paper.conclusion, "b")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the list: how many of its items are answered, where its next one is."""

    name: str
    done: int
    total: int
    url: str
    is_current: bool


class Walk:
    """The items of one object in order, and where in them the person stands."""

    def __init__(self, found: Inspection, chosen: Any) -> None:
        papers = {p.item_id: p for p in queries.papers_at(found, chosen)}
        self.lines = [
            Line(n, item, reverse("inspections:field_item", args=[found.pk, chosen.pk, item.pk]),
                 papers.get(item.pk))
            for n, item in enumerate(queries.items_of(found), 1)
        ]  # fmt: skip

    @property
    def done(self) -> int:
        """Return how many items are answered."""
        return sum(line.paper is not None for line in self.lines)

    def at(self, item_id: int) -> Line:
        """Return the line of an item.

        :raises NotVisible: if it is none of this inspection
        """
        for line in self.lines:
            if line.item.pk == item_id:
                return line
        raise NotVisible

    def beside(self, line: Line, step: int) -> Line | None:
        """Return the line so many places on, or back."""
        place = line.number - 1 + step
        return self.lines[place] if 0 <= place < len(self.lines) else None

    def first_open(self) -> Line | None:
        """Return the first item without an answer, or the first of all."""
        waiting = (line for line in self.lines if line.paper is None)
        return next(waiting, self.lines[0] if self.lines else None)

    def sections(self, current: Line) -> list[Section]:
        """Return the parts of the list, in order."""
        names = dict.fromkeys(line.item.section for line in self.lines)
        found = []
        for name in names:
            mine = [line for line in self.lines if line.item.section == name]
            waiting = next((line for line in mine if line.paper is None), mine[0])
            done = sum(line.paper is not None for line in mine)
            is_current = name == current.item.section
            found.append(Section(name, done, len(mine), waiting.url, is_current))
        return found


@require_GET
def index(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Go to the first item that waits; with ``?object=`` to that object's list of items."""
    found = queries.seen_inspection(request.actor, pk)
    require(request.actor, "inspections.record_workpaper", found)
    chosen = list(found.supervised_objects.all())
    walks = [(one, Walk(found, one)) for one in chosen]
    if "list" not in request.GET:
        waiting = [w for _one, w in walks if w.done < len(w.lines)] or [w for _one, w in walks]
        line = waiting[0].first_open() if waiting else None
        if line is not None:
            return redirect(line.url)
    context = {"title": found.title, "inspection": found, "walks": walks}
    return render(request, "inspections/field_list.html", context)


@require_http_methods(["GET", "POST"])
def item(request: ActorRequest, pk: UUID, object_id: UUID, item_id: int) -> HttpResponse:
    """Write down what was seen about one item."""
    found = queries.seen_inspection(request.actor, pk)
    require(request.actor, "inspections.record_workpaper", found)
    _item, chosen = queries.place_of(request.actor, found, item_id, object_id)
    walk = Walk(found, chosen)
    line = walk.at(item_id)
    form, status = WorkpaperForm(initial=_initial(walk, line)), 200
    if request.method == "POST":
        form = WorkpaperForm(request.POST, request.FILES)
        status = _save(request, found, form, (item_id, object_id))
        if status == HttpResponse.status_code:
            onward = walk.beside(line, 1)
            tab = f"{found.get_absolute_url()}?tab=workpapers"
            return redirect_to(request, onward.url if onward else tab)
    context = {"title": line.item.text, "inspection": found, "object": chosen, "form": form,
               **_around(request.actor, found, walk, line)}  # fmt: skip
    return render(request, "inspections/field_item.html", context, status=status)


def _save(
    request: ActorRequest, found: Inspection, form: WorkpaperForm, place: tuple[int, UUID]
) -> int:
    """Record the workpaper; return the status of the answer."""
    if not form.is_valid():
        return Invalid.status
    clean = form.cleaned_data
    try:
        actions.record_workpaper(
            actor=request.actor, inspection_id=found.pk, item_id=place[0], object_id=place[1],
            seen=WorkpaperForm.seen(clean), photos=clean["photos"],
        )  # fmt: skip
    except NotVisible:
        raise
    except Refusal as refusal:
        if isinstance(refusal, Invalid) and "uploads" in refusal.fields:
            refusal.fields["photos"] = refusal.fields.pop("uploads")
        form.take(refusal)
        return refusal.status
    return HttpResponse.status_code


def _initial(walk: Walk, line: Line) -> Mapping[str, Any]:
    """Return what was written already; place and persons from the item before, to type less."""
    if line.paper is not None:
        return {**{name: getattr(line.paper, name) for name in KEPT}, "at": line.paper.at}
    before = walk.beside(line, -1)
    kept = before.paper if before else None
    return {
        "at": timezone.now(),
        "severity": "general",
        "place": kept.place if kept else "",
        "persons_present": kept.persons_present if kept else "",
    }


def _around(actor: Actor, found: Inspection, walk: Walk, line: Line) -> dict[str, Any]:
    """Return what stands around the item: how far one is, what comes next."""
    following = [walk.beside(line, n) for n in range(1, SHOWN_NEXT + 1)]
    is_last = walk.beside(line, 1) is None
    return {
        "line": line, "walk": walk, "sections": walk.sections(line),
        "following": [one for one in following if one is not None],
        "before": walk.beside(line, -1),
        "button": _("Save, to the list") if is_last else _("Save, next item"),
        "gallery": gallery(actor, found, line.paper.subject) if line.paper else None,
        "is_closed": line.paper is not None and line.paper.reviewed_at is not None,
    }  # fmt: skip
