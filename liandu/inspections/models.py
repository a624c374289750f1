"""Tables of inspections: the plan, its checklist and items, the team, the workpapers."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.models import Guarded, Part, scope_key_field
from liandu.access.rules import RecordKind
from liandu.findings.rules import Severity
from liandu.inspections.rules import (
    Conclusion,
    InspectionState,
    Mode,
    Signature,
    TeamSource,
)
from liandu.kernel.models import Named, new_id

STATES = [
    (InspectionState.DRAFT.value, pgettext_lazy("inspection", "Draft")),
    (InspectionState.COORDINATING.value, pgettext_lazy("inspection", "Being coordinated")),
    (InspectionState.APPROVED.value, pgettext_lazy("inspection", "Approved")),
    (InspectionState.TEAM_READY.value, pgettext_lazy("inspection", "Team complete")),
    (InspectionState.NOTIFIED.value, pgettext_lazy("inspection", "Notice given")),
    (InspectionState.ON_SITE.value, pgettext_lazy("inspection", "On site")),
    (InspectionState.FINDINGS_SIGNED.value, pgettext_lazy("inspection", "Workpapers signed")),
    (InspectionState.REPORT_REVIEW.value, pgettext_lazy("inspection", "Report in review")),
    (InspectionState.ISSUED.value, pgettext_lazy("inspection", "Report issued")),
    (InspectionState.CLOSED.value, pgettext_lazy("inspection", "Closed")),
    (InspectionState.CANCELLED.value, pgettext_lazy("inspection", "Cancelled")),
]
MODES = [
    (Mode.JOINT.value, pgettext_lazy("mode", "Joint")),
    (Mode.CROSS.value, pgettext_lazy("mode", "Cross")),
    (Mode.ASSIST.value, pgettext_lazy("mode", "Assisting")),
    (Mode.SPECIAL.value, pgettext_lazy("mode", "Special")),
    (Mode.UNANNOUNCED.value, pgettext_lazy("mode", "Unannounced")),
]
SOURCES = [
    (TeamSource.HAND.value, pgettext_lazy("team", "By hand")),
    (TeamSource.DRAW.value, pgettext_lazy("team", "By draw")),
]
CONCLUSIONS = [
    (Conclusion.CONFORM.value, pgettext_lazy("workpaper", "In order")),
    (Conclusion.NOT_CONFORM.value, pgettext_lazy("workpaper", "Not in order")),
    (Conclusion.NOT_APPLICABLE.value, pgettext_lazy("workpaper", "Does not apply")),
]
SIGNATURES = [
    (Signature.PENDING.value, pgettext_lazy("workpaper", "Not signed yet")),
    (Signature.SIGNED.value, pgettext_lazy("workpaper", "Signed")),
    (Signature.REFUSED.value, pgettext_lazy("workpaper", "Signature refused")),
]
SEVERITIES = [
    (Severity.MINOR.value, pgettext_lazy("severity", "Minor")),
    (Severity.GENERAL.value, pgettext_lazy("severity", "General")),
    (Severity.SEVERE.value, pgettext_lazy("severity", "Severe")),
]


class ChecklistTemplate(Named):
    """One version of a list of things to look at; a changed list is a new version."""

    code = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    is_current = models.BooleanField(_("in use"), default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "code", "-version"]
        verbose_name = _("checklist")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="one_checklist_version"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(is_current=True), name="one_checklist_in_use"
            ),
        ]


class ChecklistItem(models.Model):
    """One thing to look at. ``link_code`` ties it to a link of works; empty for other objects."""

    template = models.ForeignKey(ChecklistTemplate, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    section = models.CharField(_("section"), max_length=60)
    text = models.CharField(_("what to look at"), max_length=300)
    basis = models.CharField(_("rule"), max_length=200, blank=True)
    link_code = models.SlugField(max_length=40, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        verbose_name = _("checklist item")

    def __str__(self) -> str:
        return self.text


class Inspection(Guarded):
    """A visit of several bodies to one or more supervised objects."""

    KIND = RecordKind.INSPECTION

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
    report_issued_at = models.DateTimeField(_("report issued"), null=True, blank=True)
    report_issued_by = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    created_by = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-starts_on", "-pk"]
        verbose_name = _("inspection")
        indexes: ClassVar = [
            models.Index(fields=["scope_key", "-starts_on"], name="inspection_scope"),
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


class InspectionMember(Part):
    """Somebody asked into the team. The seats that bring sight are made from these rows."""

    PARENT = "inspection"

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="members")
    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+")
    body = models.ForeignKey("orgs.Body", models.PROTECT, related_name="+")
    is_leader = models.BooleanField(_("leader"), default=False)
    source = models.CharField(max_length=10, choices=SOURCES, default=TeamSource.HAND.value)
    certificate = models.CharField(_("certificate number"), max_length=60, blank=True)
    declared_at = models.DateTimeField(_("declared"), null=True, blank=True)
    # The ground for withdrawing that the person named; empty once declared means none.
    ground = models.CharField(_("ground for withdrawal"), max_length=200, blank=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-is_leader", "pk"]
        verbose_name = _("team member")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["inspection", "person"],
                condition=Q(left_at=None),
                name="in_a_team_once",
            ),
            models.UniqueConstraint(
                fields=["inspection"],
                condition=Q(left_at=None, is_leader=True),
                name="one_leader_of_a_team",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id}: {self.person_id}"


class InspectionItem(Part):
    """One thing to look at in this inspection, copied so that later versions change nothing."""

    PARENT = "inspection"

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    section = models.CharField(_("section"), max_length=60)
    text = models.CharField(_("what to look at"), max_length=300)
    basis = models.CharField(_("rule"), max_length=200, blank=True)
    link_code = models.SlugField(max_length=40, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        verbose_name = _("inspection item")

    def __str__(self) -> str:
        return self.text


class Workpaper(Part):
    """What was seen about one item at one object. Its evidence are attachments."""

    PARENT = "inspection"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="workpapers")
    item = models.ForeignKey(InspectionItem, models.PROTECT, related_name="workpapers")
    supervised_object = models.ForeignKey(
        "works.SupervisedObject", models.PROTECT, related_name="+"
    )
    link = models.ForeignKey("works.SupervisionLink", models.SET_NULL, null=True, related_name="+")
    conclusion = models.CharField(_("conclusion"), max_length=20, choices=CONCLUSIONS)
    fact = models.TextField(_("fact"), max_length=4000, blank=True)
    severity = models.CharField(_("severity"), max_length=10, choices=SEVERITIES, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    at = models.DateTimeField(_("seen at"))
    persons_present = models.CharField(_("persons present"), max_length=300, blank=True)
    words = models.TextField(_("words of the inspected"), max_length=2000, blank=True)
    signature = models.CharField(
        _("signature"), max_length=10, choices=SIGNATURES, default=Signature.PENDING.value
    )
    signed_by = models.CharField(_("signed by"), max_length=120, blank=True)
    refusal_reason = models.CharField(_("reason of refusal"), max_length=300, blank=True)
    signed_at = models.DateTimeField(_("signed"), null=True, blank=True)
    author = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    reviewer = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True)
    review_note = models.CharField(_("note of the reviewer"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["item__position", "pk"]
        verbose_name = _("workpaper")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item", "supervised_object"], name="one_workpaper_for_item_and_object"
            ),
            models.CheckConstraint(
                condition=Q(reviewer=None) | ~Q(reviewer=F("author")),
                name="workpaper_reviewed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.conclusion}"
