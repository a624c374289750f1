"""Tables of what is to be looked at, and of why it was put aside."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.models import Part
from liandu.contracts.models.entries import Contract
from liandu.contracts.models.words import CHECK_WORDS, OUTCOMES
from liandu.contracts.rules import CHECKS

CHECK_CHOICES = [(code, CHECK_WORDS[code]) for code in CHECKS]


class Dismissal(Part):
    """Why somebody put a prompt aside; holds as long as the facts stay what they were."""

    PARENT: ClassVar[str] = "supervised_object"

    supervised_object = models.ForeignKey(
        "works.SupervisedObject", models.CASCADE, related_name="+"
    )
    check_code = models.CharField(
        pgettext_lazy("prompt", "check"), max_length=40, choices=CHECK_CHOICES
    )
    about = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    facts = models.JSONField(default=dict)
    outcome = models.CharField(pgettext_lazy("prompt", "outcome"), max_length=10, choices=OUTCOMES)
    reason = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField(_("put aside"), auto_now_add=True)
    by = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("orgs.Body", models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        verbose_name = _("dismissal of a prompt")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["supervised_object", "check_code", "about", "digest"],
                name="dismissed_once",
            )
        ]


class Prompt(Part):
    """Something to look at, from ``since`` on: kept by the actions that change what it tells of.

    A reason to look, never a verdict.
    """

    PARENT: ClassVar[str] = "supervised_object"

    supervised_object = models.ForeignKey(
        "works.SupervisedObject", models.CASCADE, related_name="prompts"
    )
    contract = models.ForeignKey(Contract, models.CASCADE, null=True, related_name="prompts")
    check_code = models.CharField(
        pgettext_lazy("prompt", "check"), max_length=40, choices=CHECK_CHOICES
    )
    about = models.CharField(max_length=120)
    facts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    since = models.DateField(_("since"))
    dismissal = models.ForeignKey(Dismissal, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("prompt to look")
        indexes: ClassVar = [
            models.Index(
                fields=["-since", "-id"], name="prompt_open", condition=models.Q(dismissal=None)
            ),
            models.Index(fields=["-since", "-id"], name="prompt_since"),
            models.Index(fields=["check_code", "-since", "-id"], name="prompt_check"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["supervised_object", "check_code", "about"], name="prompt_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.get_check_code_display())

    def get_absolute_url(self) -> str:
        """Return the address of the prompt's page."""
        return reverse("contracts:prompt", args=[self.pk])

    @property
    def basis(self) -> str:
        """Return the article that the check rests on."""
        return CHECKS[self.check_code].basis

    @property
    def link_code(self) -> Any:
        """Return the code of the link that the check belongs to."""
        return CHECKS[self.check_code].link
