"""The tables of papers, of the bodies that issue one and of those it goes to."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.models import Guarded, GuardedQuerySet, Part, scope_key_field
from liandu.access.rules import RecordKind
from liandu.access.sight import Among, sight
from liandu.engines.papers import Form
from liandu.kernel.actor import Actor
from liandu.kernel.models import new_id
from liandu.papers.models.templates import PaperTemplate
from liandu.papers.models.words import FORM_WORDS, STATE_WORDS, URGENCY_WORDS
from liandu.papers.rules import PAPER, PaperState, Urgency


def person_field(words: Any) -> models.ForeignKey[Any, Any]:
    """Return a column that names who did a step; never looked up from the person's side."""
    return models.ForeignKey(
        "orgs.Person", models.PROTECT, null=True, related_name="+", db_index=False,
        verbose_name=words,
    )  # fmt: skip


class PaperQuerySet(GuardedQuerySet["Paper"]):
    """Papers; a wall around a record stands around its papers too, however these are found."""

    def visible_to(self, actor: Actor, *, leads: bool = True) -> Self:
        """Return those that ``actor`` may know of, less those about records they are kept from."""
        found = super().visible_to(actor, leads=leads)
        walls = [pk for kind in RecordKind for pk in sight(actor, kind).walls]
        return found.filter(~Q(Among(F("record_id"), walls))) if walls else found


class Paper(Guarded):
    """An official paper about a record. What it says is its own from the draft on."""

    KIND = RecordKind.PAPER
    WORDS = ("number", "title", "text")

    scope_key = scope_key_field(KIND)
    kind = models.SlugField(_("kind of paper"), max_length=40)
    template = models.ForeignKey(PaperTemplate, models.PROTECT, related_name="+")
    record_kind = models.PositiveSmallIntegerField()
    record_id = models.UUIDField()
    number = models.CharField(_("number"), max_length=60, blank=True)
    form = models.CharField(
        _("form of the paper"), max_length=10, choices=FORM_WORDS, default=Form.STANDARD.value
    )
    state = models.CharField(
        _("state"), max_length=16, choices=STATE_WORDS, default=PaperState.DRAFT.value
    )
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(pgettext_lazy("paper", "text"), max_length=20000)
    attachments = models.TextField(_("attachments"), max_length=2000, blank=True)
    note = models.CharField(pgettext_lazy("paper", "note"), max_length=200, blank=True)
    urgency = models.CharField(
        _("urgency"), max_length=20, choices=URGENCY_WORDS, default=Urgency.NONE.value, blank=True
    )
    drafted_by = person_field(_("drafted by"))
    approved_by = person_field(_("approved by"))
    approved_at = models.DateTimeField(_("approved"), null=True)
    issued_by = person_field(_("issued by"))
    issued_at = models.DateTimeField(pgettext_lazy("paper", "issued at"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    # As it was issued, part by part: what the bodies are called later changes nothing in it.
    document = models.JSONField(null=True)

    objects: ClassVar[Any] = PaperQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        verbose_name = _("paper")
        indexes: ClassVar = [
            models.Index(fields=["scope_key", "-created_at", "id"], name="paper_scope"),
            models.Index(fields=["record_id"], name="paper_record"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner_body", "number"], condition=~Q(number=""), name="paper_number_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in PaperState]), name="paper_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=PaperState.ISSUED.value)
                | (~Q(number="") & Q(document__isnull=False, approved_by__isnull=False)),
                name="paper_issued_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("drafted_by")),
                name="paper_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("papers:paper", args=[self.pk])

    def advance(self, step: str) -> dict[str, str]:
        """Take ``step``; return how it stood, as facts.

        :raises WrongState: if the step cannot be taken from where the paper stands
        """
        before = {"state": str(self.state)}
        self.state = PAPER.after(step, self.state).value
        return before


class PaperIssuer(Part):
    """A body that issues a paper together with the one that drew it up."""

    PARENT = "paper"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="joint")
    body = models.ForeignKey("orgs.Body", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    agreed_by = person_field(_("countersigned by"))
    agreed_at = models.DateTimeField(_("countersigned"), null=True)

    class Meta:
        ordering: ClassVar = ["position"]
        verbose_name = _("joint issuer of a paper")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "body"], name="paper_issuer_once")
        ]


class PaperRecipient(Part):
    """A body that a paper goes to, and who signed for it."""

    PARENT = "paper"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="recipients")
    body = models.ForeignKey("orgs.Body", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    is_copy = models.BooleanField(_("copy"), default=False)
    signed_by = person_field(_("signed for by"))
    signed_post = models.CharField(_("post"), max_length=80, blank=True)
    signed_at = models.DateTimeField(_("signed for"), null=True)

    class Meta:
        ordering: ClassVar = ["is_copy", "position"]
        verbose_name = _("recipient of a paper")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "body"], name="paper_recipient_once")
        ]
