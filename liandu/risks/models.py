"""Tables of risk points, of the checks made at them, and of the library they are taken from."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.models import Part
from liandu.kernel.models import Version
from liandu.risks.rules import Frequency, Level, PointState, Result

LEVELS = [
    (Level.HIGH.value, pgettext_lazy("risk", "High")),
    (Level.MEDIUM.value, pgettext_lazy("risk", "Medium")),
    (Level.LOW.value, pgettext_lazy("risk", "Low")),
]
STATES = [
    (PointState.IN_FORCE.value, pgettext_lazy("risk", "In force")),
    (PointState.SET_ASIDE.value, pgettext_lazy("risk", "Retired")),
]
RESULTS = [
    (Result.IN_ORDER.value, pgettext_lazy("risk", "In order")),
    (Result.ATTENTION.value, pgettext_lazy("risk", "Needs attention")),
    (Result.PROBLEM.value, pgettext_lazy("risk", "Problem found")),
]
FREQUENCIES = [
    (Frequency.WEEK.value, _("Every week")),
    (Frequency.MONTH.value, _("Every month")),
    (Frequency.QUARTER.value, _("Every quarter")),
    (Frequency.HALF_YEAR.value, _("Every half-year")),
    (Frequency.YEAR.value, _("Every year")),
]


class Worded(models.Model):
    """What a risk point says, in a register and in the library alike."""

    name = models.CharField(_("risk point"), max_length=120)
    level = models.PositiveSmallIntegerField(_("level"), choices=LEVELS, default=Level.MEDIUM)
    form = models.CharField(_("form of expression"), max_length=400, blank=True)
    power = models.CharField(_("power or business"), max_length=120, blank=True)
    measure = models.CharField(_("measure"), max_length=400, blank=True)
    post = models.CharField(_("responsible post"), max_length=80, blank=True)
    basis = models.CharField(_("basis"), max_length=200, blank=True)
    frequency = models.CharField(
        _("check"), max_length=10, choices=FREQUENCIES, default=Frequency.QUARTER
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class RiskPoint(Worded, Part):
    """One way in which integrity may fail at a link, and who guards against it.

    Bodies left empty are those of the link; seen by whoever sees the link's object.
    """

    PARENT: ClassVar[str] = "link"

    # Kept from being deleted, a link keeps its points also when the link template changes.
    link = models.ForeignKey("works.SupervisionLink", models.PROTECT, related_name="risk_points")
    responsible_body = models.ForeignKey(
        "orgs.Body", models.PROTECT, null=True, blank=True, verbose_name=_("responsible body"),
        related_name="+",
    )  # fmt: skip
    supervising_body = models.ForeignKey(
        "orgs.Body", models.PROTECT, null=True, blank=True, verbose_name=_("supervising body"),
        related_name="+",
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=10, choices=STATES, default=PointState.IN_FORCE)
    due_on = models.DateField(_("next check"))
    # By when a check is asked for; follows from the point and its link (rules), kept for lists.
    asked_on = models.DateField(_("check asked for by"), null=True, editable=False)
    last_check = models.ForeignKey("RiskCheck", models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("risk point")
        indexes: ClassVar = [
            models.Index(fields=["asked_on", "id"], name="risk_asked"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["link", "name"], condition=models.Q(state="in_force"),
                name="risk_point_once",
            )
        ]  # fmt: skip

    def get_absolute_url(self) -> str:
        """Return the address of the point's page."""
        return reverse("risks:point", args=[self.pk])

    @property
    def answers(self) -> Any:
        """Return the body that answers for the point: its own, the link's, or who leads."""
        link = self.link
        record = link.supervised_object
        return (
            self.responsible_body or link.responsible_body or record.lead_body or record.owner_body
        )

    @property
    def supervises(self) -> Any:
        """Return the body that supervises the point: its own, or the link's, or None."""
        return self.supervising_body or self.link.supervising_body


class RiskCheck(Part):
    """One check of a risk point: who looked, when, and what it came to."""

    PARENT: ClassVar[str] = "point"

    point = models.ForeignKey(RiskPoint, models.CASCADE, related_name="checks")
    on = models.DateField(_("checked on"))
    result = models.CharField(_("result"), max_length=10, choices=RESULTS)
    note = models.CharField(_("note"), max_length=400, blank=True)
    by = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("orgs.Body", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("entered"), auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-on", "-pk"]
        verbose_name = _("check of a risk point")

    def __str__(self) -> str:
        return f"{self.on} {self.get_result_display()}"


class RiskLibrary(Version):
    """One version of the risk points that objects of a kind usually have."""

    # The kinds of object are named by works; the field holds one of its codes.
    object_type = models.CharField(_("kind of object"), max_length=20)

    class Meta:
        ordering: ClassVar = ["code", "-version"]
        verbose_name = _("risk library")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="risk_library_version"),
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(state="published"), name="one_library_in_use"
            ),
        ]


class RiskLibraryItem(Worded):
    """One risk point of a library, and the code of the link it is for."""

    library = models.ForeignKey(RiskLibrary, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(_("position"))
    link_code = models.SlugField(_("link"), max_length=40)

    class Meta:
        ordering: ClassVar = ["position"]
        verbose_name = _("risk point of a library")
