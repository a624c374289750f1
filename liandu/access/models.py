"""The tables that widen or wall off the sight of guarded records, and what those records are."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from liandu.access.guarded import (
    Guarded,
    GuardedQuerySet,
    Part,
    PartQuerySet,
    Unscoped,
    party_key_field,
    scope_key_field,
)
from liandu.access.words import LEVEL_WORDS, PARTY_WORDS, PURPOSE_WORDS, TIE_WORDS, WALL_WORDS

__all__ = [
    "Emergency", "Grant", "Guarded", "GuardedQuerySet", "OfRecord", "Part", "PartQuerySet",
    "RecordSubject", "Team", "TeamMember", "Tie", "Unscoped", "Wall", "party_key_field",
    "scope_key_field",
]  # fmt: skip


class OfRecord(models.Model):
    """A row about a guarded record of any kind."""

    record_kind = models.PositiveSmallIntegerField()
    record_id = models.UUIDField()

    class Meta:
        abstract = True


class Team(models.Model):
    """People from several bodies who work on something together for a time."""

    name = models.CharField(_("name"), max_length=120)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("team")

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """Somebody in a team, from and until."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="members")
    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+")
    is_leader = models.BooleanField(_("leader"), default=False)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("team member")

    def __str__(self) -> str:
        return f"{self.team}: {self.person_id}"


class Grant(OfRecord):
    """A record is shared with one person, body or team, for a purpose and a time."""

    person = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("orgs.Body", models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    level = models.CharField(
        _("level"), max_length=20, choices=list(LEVEL_WORDS.items()), default="read"
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=list(PURPOSE_WORDS.items()))
    basis = models.CharField(_("basis"), max_length=200)
    granted_by = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("grant")
        indexes: ClassVar = [
            models.Index(fields=["record_id"], name="grant_record"),
            # Most grants are to bodies: an index of all would look useless to SQLite's planner.
            models.Index(
                fields=["person", "record_kind"], name="grant_person",
                condition=Q(person__isnull=False),
            ),
            models.Index(fields=["body", "purpose", "record_kind"], name="grant_body"),
            models.Index(
                fields=["team", "record_kind"], name="grant_team",
                condition=Q(team__isnull=False),
            ),
        ]  # fmt: skip
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, body=None, team=None)
                | Q(person=None, body__isnull=False, team=None)
                | Q(person=None, body=None, team__isnull=False),
                name="grant_to_exactly_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_id} → {self.person_id or self.body_id or self.team_id}"

    @property
    def basis_words(self) -> Any:
        """Return the basis in words: what a party is to the record, else as it was written."""
        return PARTY_WORDS.get(self.basis, self.basis)


class RecordSubject(OfRecord):
    """A person or body that a record is about; what recusal walls are computed from."""

    person = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("orgs.Body", models.PROTECT, null=True, related_name="+")
    role = models.CharField(_("role"), max_length=60, blank=True)
    # Nobody of that body may know of it yet, whatever else says they may.
    is_kept = models.BooleanField(_("not told yet"), default=False)

    class Meta:
        verbose_name = _("subject of a record")
        indexes: ClassVar = [
            models.Index(fields=["record_id"], name="subject_record"),
            models.Index(fields=["body"], name="subject_kept", condition=Q(is_kept=True)),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person=None) ^ Q(body=None), name="subject_is_exactly_one"
            ),
            models.CheckConstraint(
                condition=Q(is_kept=False) | Q(person=None), name="subject_kept_is_a_body"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id}: {self.person_id or self.body_id}"


class Tie(models.Model):
    """A person is tied to another person or a body, so that records about them are walled off."""

    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="ties")
    other_person = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    other_body = models.ForeignKey("orgs.Body", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(_("kind of tie"), max_length=20, choices=list(TIE_WORDS.items()))
    source = models.CharField(_("source"), max_length=120)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("tie")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(other_person=None) ^ Q(other_body=None), name="tie_to_exactly_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} ~ {self.other_person_id or self.other_body_id}"


class Wall(OfRecord):
    """A person must not know of a record, whatever else says they may."""

    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+")
    source = models.CharField(max_length=20, choices=list(WALL_WORDS.items()))
    reason = models.CharField(_("reason"), max_length=200)
    tie = models.ForeignKey(Tie, models.CASCADE, null=True, related_name="walls")
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("recusal wall")
        indexes: ClassVar = [
            models.Index(fields=["person", "record_kind"], name="wall_person"),
            models.Index(fields=["record_id"], name="wall_record"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} | {self.record_id}"


class Emergency(models.Model):
    """Somebody asks to see one record at once; a second person opens it for a day at most.

    ``asked`` is kept as it was typed, and the request waits at ``body`` whether or not there is
    such a record, so that asking tells nothing.
    """

    record_kind = models.PositiveSmallIntegerField(null=True)
    record_id = models.UUIDField(null=True)
    body = models.ForeignKey("orgs.Body", models.PROTECT, related_name="+")
    asked = models.CharField(_("number"), max_length=60)
    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=400)
    requested_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField(_("expires"), null=True)
    refused_at = models.DateTimeField(null=True)
    answer = models.CharField(_("answer"), max_length=400, blank=True)
    reviewed_by = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("emergency access")
        indexes: ClassVar = [
            models.Index(fields=["person", "record_kind"], name="emergency_person")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("person")),
                name="emergency_opened_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None)
                | (~Q(reviewed_by=F("person")) & ~Q(reviewed_by=F("approved_by"))),
                name="emergency_reviewed_by_a_third_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} ! {self.asked}"
