"""The tables of committees: their member bodies in order, their terms, who is what in them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from liandu.access.models import Guarded, Part, scope_key_field
from liandu.access.rules import RecordKind
from liandu.committees.models.words import POSTS, SHAPES, SHARES, VOTES_OF
from liandu.committees.rules import ONLY_ONE, PostKind, Shape, Share, VoteOf
from liandu.kernel.errors import WrongState
from liandu.kernel.models import new_id

STILL = Q(ends_on=None)


class Committee(Guarded):
    """A committee under one superior, or the joint meeting of jurisdictions that have none.

    Its owner is the body that hosts it: the secretariat.
    """

    KIND = RecordKind.COMMITTEE
    WORDS = ("name", "basis")

    scope_key = scope_key_field(KIND)
    shape = models.CharField(
        pgettext_lazy("committee", "shape"), max_length=20, choices=SHAPES,
        default=Shape.COMMITTEE.value,
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=120)
    basis = models.TextField(_("basis"), max_length=2000, blank=True)
    superior = models.ForeignKey(
        "orgs.Body", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("superior body"),
    )  # fmt: skip
    quorum = models.CharField(
        _("quorum"), max_length=20, choices=SHARES, default=Share.TWO_THIRDS.value
    )
    vote = models.CharField(
        _("majority"), max_length=20, choices=SHARES, default=Share.MORE_THAN_HALF.value
    )
    vote_of = models.CharField(
        _("majority of whom"), max_length=10, choices=VOTES_OF, default=VoteOf.PRESENT.value
    )
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        verbose_name = _("committee")
        indexes: ClassVar = [
            models.Index(fields=["scope_key", "-created_at", "id"], name="committee_scope")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner_body", "name"], name="committee_name_once"),
            models.CheckConstraint(
                condition=Q(shape=Shape.COMMITTEE.value, superior__isnull=False)
                | Q(shape=Shape.JOINT_MEETING.value, superior=None),
                name="committee_superior_by_shape",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("committees:committee", args=[self.pk])

    def must_work(self) -> None:
        """Pass if it still works.

        :raises WrongState: if it was dissolved
        """
        if self.dissolved_on is not None:
            raise WrongState(gettext("It was dissolved and changes no more. Set up a new one."))

    @property
    def is_joint(self) -> bool:
        """Test whether equals meet in it, without a superior."""
        return self.shape == Shape.JOINT_MEETING


class CommitteeMember(Part):
    """A body that is, or was, a member; the order of those that are serves the rotation."""

    PARENT = "committee"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    committee = models.ForeignKey(Committee, models.CASCADE, related_name="members")
    body = models.ForeignKey("orgs.Body", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(_("place in the order"))
    is_voting = models.BooleanField(_("votes"), default=True)
    starts_on = models.DateField(_("member since"))
    ends_on = models.DateField(_("member until"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        verbose_name = _("member body")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["committee", "body"], condition=STILL, name="committee_member_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="committee_member_ends_after",
            ),
        ]


class CommitteeTerm(Part):
    """A term of a committee: the first, the second."""

    PARENT = "committee"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    committee = models.ForeignKey(Committee, models.CASCADE, related_name="terms")
    number = models.PositiveSmallIntegerField(_("number"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-number"]
        verbose_name = pgettext_lazy("committee", "term")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["committee", "number"], name="committee_term_once"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="committee_term_ends_after",
            ),
        ]


class CommitteePost(Part):
    """What somebody is in a committee, from a seat they hold in their own body.

    It lasts no longer than the seat: whoever leaves the post in their body acts here no more.
    """

    PARENT = "committee"

    is_left = False
    """Whether its holder has left the seat: known of rows from ``queries.posts``."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    committee = models.ForeignKey(Committee, models.CASCADE, related_name="posts")
    kind = models.CharField(_("post"), max_length=20, choices=POSTS, default=PostKind.MEMBER.value)
    seat = models.ForeignKey("orgs.Membership", models.PROTECT, related_name="+")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["starts_on", "id"]
        verbose_name = _("post in a committee")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["committee", "kind"],
                condition=STILL & Q(kind__in=[kind.value for kind in ONLY_ONE]),
                name="committee_post_one_holder",
            ),
            models.UniqueConstraint(
                fields=["committee", "kind", "seat"], condition=STILL, name="committee_post_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="committee_post_ends_after",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
