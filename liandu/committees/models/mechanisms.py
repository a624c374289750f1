"""The tables of mechanisms: one master rule and any number more, each in versions."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from liandu.access.models import Part
from liandu.committees.models.committees import Committee
from liandu.kernel.errors import WrongState
from liandu.kernel.models import TEMPLATE_STATES, Named, new_id
from liandu.kernel.versions import TemplateState


class MechanismDefault(Named):
    """A mechanism that is offered to every committee; a committee takes it or leaves it."""

    governs = models.JSONField(default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position"]
        verbose_name = _("mechanism that is offered")


class Mechanism(Part):
    """A mechanism of a committee, or its master rule."""

    PARENT = "committee"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    committee = models.ForeignKey(Committee, models.CASCADE, related_name="mechanisms")
    name = models.CharField(_("name"), max_length=120)
    is_master = models.BooleanField(_("master rule"), default=False)
    retired_on = models.DateField(_("abolished on"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-is_master", "id"]
        verbose_name = _("mechanism")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["committee", "name"], condition=Q(retired_on=None),
                name="mechanism_name_once",
            ),
            models.UniqueConstraint(
                fields=["committee"], condition=Q(is_master=True, retired_on=None),
                name="mechanism_one_master_rule",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("committees:mechanism", args=[self.pk])

    def must_last(self) -> None:
        """Pass if it was not abolished.

        :raises WrongState: otherwise
        """
        if self.retired_on is not None:
            raise WrongState(gettext("It was abolished and changes no more. Add a new one."))


class MechanismVersion(Part):
    """One version of a mechanism: its text, on what it rests, whose it is, what it governs.

    One in use never changes: the next is drawn up and put into use, from which day the one before
    is in force no more.
    """

    PARENT = "mechanism"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mechanism = models.ForeignKey(Mechanism, models.CASCADE, related_name="versions")
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    state = models.CharField(
        _("state"), max_length=10, choices=TEMPLATE_STATES, default=TemplateState.DRAFT.value
    )
    text = models.TextField(pgettext_lazy("mechanism", "text"), max_length=20000, blank=True)
    basis = models.CharField(_("basis"), max_length=400, blank=True)
    owner = models.ForeignKey(
        "orgs.Body", models.PROTECT, related_name="+", verbose_name=_("responsible body")
    )
    governs = models.JSONField(_("work it governs"), default=list, blank=True)
    links = models.JSONField(_("links it governs"), default=list, blank=True)
    papers = models.JSONField(_("papers it governs"), default=list, blank=True)
    review_on = models.DateField(_("review on"), null=True, blank=True)
    effective_on = models.DateField(_("in force from"), null=True, blank=True)
    effective_until = models.DateField(_("in force until"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-version"]
        verbose_name = _("version of a mechanism")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mechanism", "version"], name="mechanism_version_once"),
            models.UniqueConstraint(
                fields=["mechanism", "state"], condition=~Q(state=TemplateState.RETIRED.value),
                name="mechanism_one_draft_one_in_use",
            ),
            models.CheckConstraint(
                condition=Q(state=TemplateState.DRAFT.value) | Q(effective_on__isnull=False),
                name="mechanism_in_use_from_a_day",
            ),
        ]  # fmt: skip

    def is_in_force(self, day: date) -> bool:
        """Test whether it is, was or will be in force on ``day``."""
        since, until = self.effective_on, self.effective_until
        return since is not None and since <= day and (until is None or day <= until)

    def must_be_draft(self) -> None:
        """Pass if the version may still be changed.

        :raises WrongState: otherwise
        """
        if self.state != TemplateState.DRAFT:
            raise WrongState(gettext("This version is in use or was replaced. Draw up the next."))
