"""The plan of an inspection, its notice and its report."""

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liandu.access.models import Guarded, scope_key_field
from liandu.access.queries import live_grants
from liandu.access.rules import PartyRole, Purpose, RecordKind
from liandu.inspections.models.checklists import ChecklistTemplate
from liandu.inspections.models.words import MODES, SOURCES, STATES
from liandu.inspections.rules import INSPECTION, InspectionState, Mode, TeamSource

if TYPE_CHECKING:
    from liandu.inspections.models.parts import InspectionMember
    from liandu.orgs.models import Body


class Inspection(Guarded):
    """A visit of several bodies to one or more supervised objects."""

    KIND = RecordKind.INSPECTION
    WORDS = ("number", "title")

    scope_key = scope_key_field(RecordKind.INSPECTION)
    number = models.CharField(_("number"), max_length=30)
    title = models.CharField(_("title"), max_length=200)
    basis = models.TextField(_("basis"), max_length=2000)
    mode = models.CharField(_("mode"), max_length=20, choices=MODES)
    state = models.CharField(
        _("state"), max_length=20, choices=STATES, default=InspectionState.DRAFT.value
    )
    supervised_objects = models.ManyToManyField(
        "works.SupervisedObject", related_name="inspections"
    )
    participating_bodies = models.ManyToManyField("orgs.Body", blank=True, related_name="+")
    starts_on = models.DateField(_("planned from"))
    ends_on = models.DateField(_("planned until"))
    visited_from = models.DateField(_("on site from"), null=True, blank=True)
    visited_until = models.DateField(_("on site until"), null=True, blank=True)
    # R1: the committee itself may not inspect enterprises; this names whose power carries it.
    inspecting_power = models.CharField(_("inspecting power"), max_length=400, blank=True)
    conflict_reason = models.CharField(_("why visit again"), max_length=400, blank=True)
    checklist = models.ForeignKey(
        ChecklistTemplate, models.PROTECT, null=True, blank=True, related_name="+"
    )

    team = models.ForeignKey("access.Team", models.PROTECT, null=True, related_name="+")
    team_source = models.CharField(
        _("team from"), max_length=10, choices=SOURCES, default=TeamSource.HAND.value
    )
    leader = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")

    notice_number = models.CharField(_("notice number"), max_length=60, blank=True)
    notice_text = models.TextField(_("notice"), max_length=4000, blank=True)
    notice_documents = models.TextField(_("documents to prepare"), max_length=4000, blank=True)
    notice_contact = models.CharField(_("contact"), max_length=120, blank=True)
    notice_issued_at = models.DateTimeField(_("notice issued"), null=True, blank=True)
    notice_issued_by = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")

    report_text = models.TextField(_("report"), max_length=20000, blank=True)
    report_submitted_at = models.DateTimeField(_("report submitted"), null=True, blank=True)
    report_submitted_by = models.ForeignKey(
        "orgs.Person", models.PROTECT, null=True, related_name="+"
    )
    comments_asked_at = models.DateTimeField(_("comments asked"), null=True, blank=True)
    comments_until = models.DateTimeField(_("comments until"), null=True, blank=True)
    report_issued_at = models.DateTimeField(_("report issued"), null=True, blank=True)
    report_issued_by = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    created_by = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-starts_on", "-pk"]
        verbose_name = _("inspection")
        indexes: ClassVar = [
            models.Index(fields=["scope_key", "-starts_on"], name="inspection_scope"),
            models.Index(fields=["scope_key", "visited_from", "id"], name="inspection_visited"),
            models.Index(fields=["starts_on", "ends_on"], name="inspection_window"),
            models.Index(fields=["state", "starts_on"], name="inspection_state"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner_body", "number"], name="inspection_number_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="inspection_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in InspectionState]),
                name="inspection_state_known",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(state=InspectionState.CLOSED.value),
                name="inspection_closed_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def reference(self) -> str:
        """Return its number with whose it is: every body begins its own at one each year."""
        return f"{self.owner_body} {self.number}"

    def get_absolute_url(self) -> str:
        """Return where the inspection is shown."""
        return reverse("inspections:inspection", args=[self.pk])

    def advance(self, step: str) -> str:
        """Take ``step``; return the state before.

        :raises WrongState: if it cannot be taken from here
        """
        before, self.state = self.state, INSPECTION.after(step, self.state).value
        return before

    @property
    def is_unannounced(self) -> bool:
        """Test whether the inspected learn of it only at the door."""
        return self.mode == Mode.UNANNOUNCED

    @cached_property
    def team_now(self) -> "list[InspectionMember]":
        """Return who is in the team, its leader first."""
        rows = self.members.filter(left_at=None)
        return list(rows.select_related("person", "body"))

    @cached_property
    def inspected_bodies(self) -> "dict[int, Body]":
        """Return the bodies that answer for the inspected objects, by key.

        The lead body is none of them: it leads the supervision, and may well inspect.
        """
        every = type(self).supervised_objects.through.objects.all()
        return {body.pk: body for body in self.answering(every)}

    @cached_property
    def told_bodies(self) -> frozenset[int]:
        """Return the bodies that were let in as the inspected, whatever the objects name now."""
        if not (self.notice_issued_at or self.visited_from):
            return frozenset()
        told = live_grants(self).filter(purpose=Purpose.PARTY, basis=PartyRole.INSPECTED)
        return frozenset(told.values_list("body", flat=True))

    @cached_property
    def partners(self) -> "list[Body]":
        """Return the bodies that take part and countersign: none that is itself inspected."""
        every = self.participating_bodies.all()
        return [body for body in every if body.pk not in self.inspected_bodies]

    def answering(self, taken_up: "QuerySet[Any]") -> "QuerySet[Body]":
        """Return the bodies that answer for the objects which these rows say are inspected.

        Read from the tables: the objects at hand may be only those named to somebody.
        """
        objects = taken_up.filter(inspection=self.pk).values("supervisedobject")
        link: Any = self.supervised_objects.model._meta.get_field("responsible_bodies")
        bodies = link.remote_field.through.objects.filter(supervisedobject__in=objects)
        found: QuerySet[Body] = link.related_model.objects.filter(pk__in=bodies.values("body"))
        return found
