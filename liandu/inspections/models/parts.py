"""What belongs to an inspection: its team, its items, its workpapers."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liandu.access.models import Part
from liandu.inspections.models.inspections import Inspection
from liandu.inspections.models.words import CONCLUSIONS, SEVERITIES, SIGNATURES, SOURCES
from liandu.inspections.rules import Conclusion, Signature, TeamSource
from liandu.kernel.models import new_id

SUBJECT = "inspections.workpaper"


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
    first_witness = models.CharField(_("first witness"), max_length=120, blank=True)
    second_witness = models.CharField(_("second witness"), max_length=120, blank=True)
    signed_at = models.DateTimeField(_("signed"), null=True, blank=True)
    author = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    reviewer = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True)
    second_reviewer = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    second_reviewed_at = models.DateTimeField(_("reviewed twice"), null=True, blank=True)
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
            models.CheckConstraint(
                condition=Q(second_reviewer=None)
                | ~Q(second_reviewer=F("author")) & ~Q(second_reviewer=F("reviewer")),
                name="workpaper_reviewed_by_a_third",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.conclusion}"

    def get_absolute_url(self) -> str:
        """Return where the workpaper is shown."""
        return reverse("inspections:workpaper", args=[self.pk])

    @property
    def is_found_wanting(self) -> bool:
        """Test whether something was not in order."""
        return self.conclusion == Conclusion.NOT_CONFORM

    @property
    def is_reviewed(self) -> bool:
        """Test whether two others than its author have said that it stands."""
        return self.second_reviewed_at is not None

    @property
    def is_signed_or_refused(self) -> bool:
        """Test whether the inspected have answered for it, one way or the other."""
        return self.signature != Signature.PENDING

    @property
    def subject(self) -> str:
        """Return the name under which its evidence is attached to the inspection."""
        return f"{SUBJECT}:{self.pk}"
