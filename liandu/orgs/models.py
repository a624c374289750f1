"""Tables of jurisdictions, bodies, people, posts and memberships."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liandu.kernel.models import Named
from liandu.orgs.rules import AdminKind, state_of
from liandu.orgs.sessions import SessionStore
from liandu.orgs.words import ADMIN_WORDS, BODY_WORDS


class Jurisdiction(Named):
    """A city, district or county, by its GB/T 2260 code, with its tile on the schematic map."""

    code = models.CharField(_("GB/T 2260 code"), max_length=6, unique=True)
    short_name = models.CharField(_("short name"), max_length=20)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    tone = models.CharField(_("province colour"), max_length=10, blank=True)
    tile_row = models.PositiveSmallIntegerField(_("tile row"), null=True, blank=True)
    tile_column = models.PositiveSmallIntegerField(_("tile column"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering: ClassVar = ["position", "code"]
        verbose_name = _("jurisdiction")


class SupervisionKind(Named):
    """A kind of supervision, such as discipline, audit or statistics."""

    code = models.SlugField(max_length=30, unique=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position"]
        verbose_name = _("kind of supervision")


class Body(models.Model):
    """A body that takes part in supervision or is supervised; bodies form a tree."""

    code = models.CharField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=40)
    kind = models.CharField(_("kind"), max_length=20, choices=list(BODY_WORDS.items()))
    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, null=True, blank=True, related_name="bodies"
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    # Ids from the root down, "/1/4/9/": a subtree is a prefix, found by index in one comparison.
    path = models.CharField(max_length=200, db_index=True, editable=False)
    supervision_kinds = models.ManyToManyField(SupervisionKind, blank=True, related_name="bodies")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "code"]
        verbose_name = _("body")

    def __str__(self) -> str:
        return self.short_name or self.name


class Role(Named):
    """What a post may do and, through ``scope_kinds``, which kinds of record it sees body-wide."""

    code = models.SlugField(max_length=30, unique=True)
    scope_kinds = models.JSONField(_("kinds of record in sight"), default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position"]
        verbose_name = _("role")


class Post(models.Model):
    """A post in a body; roles belong to posts, not to people."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="posts")
    name = models.CharField(_("post"), max_length=80)
    roles = models.ManyToManyField(Role, related_name="posts", verbose_name=_("roles"))
    position = models.PositiveSmallIntegerField(default=0)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        verbose_name = _("post")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "name"], name="post_name_once_in_a_body")
        ]

    def __str__(self) -> str:
        return self.name


class Person(AbstractBaseUser):
    """Somebody who signs in. What they may do comes from the posts they hold."""

    username = models.CharField(_("account"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=60)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    admin = models.CharField(
        _("administrator"), max_length=20, choices=list(ADMIN_WORDS.items()), blank=True
    )
    must_change_password = models.BooleanField(default=False)
    password_changed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    objects = BaseUserManager["Person"]()

    class Meta:
        ordering: ClassVar = ["username"]
        verbose_name = _("person")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(admin__in=["", *ADMIN_WORDS]),
                name="person_is_one_administrator_at_most",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Session(AbstractBaseSession):
    """Somebody is signed in at one machine. The row is the session: without it there is none."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    # When and from where, as the sign-in wrote it down: "<seconds> <address> <browser>".
    began = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("session")

    def __str__(self) -> str:
        return str(self.person_id)

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """Return what reads and writes these rows."""
        return SessionStore


class Membership(models.Model):
    """A person holds a post for a term, cleared up to a label. Ended, never deleted."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    post = models.ForeignKey(Post, models.PROTECT, related_name="memberships")
    clearance = models.PositiveSmallIntegerField(_("clearance"), default=1)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    granted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["starts_at", "pk"]
        verbose_name = _("membership")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="membership_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(clearance__lte=3), name="membership_clearance_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.post}"


class ClearanceProposal(models.Model):
    """One security administrator asks to raise the clearance of a post held; another answers."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="proposals")
    clearance = models.PositiveSmallIntegerField(_("clearance"))
    reason = models.CharField(_("reason"), max_length=500)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposed at"), auto_now_add=True)
    lapses_at = models.DateTimeField(_("lapses"))
    outcome = models.CharField(_("outcome"), max_length=10, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answer = models.CharField(_("reason of the answer"), max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        verbose_name = _("proposal of a clearance")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(outcome="agreed") | Q(answered_by=None)
                | ~Q(answered_by=F("proposed_by")),
                name="clearance_takes_two",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.membership)

    @property
    def state(self) -> str:
        """Return how it stands now."""
        held, maker = self.membership, self.proposed_by
        gives = maker.is_active and maker.admin == AdminKind.SECURITY
        is_backed = gives and held.person.is_active
        now = timezone.now()
        return state_of(self.outcome, self.lapses_at, held.ends_at, now, is_backed=is_backed)


class NumberSequence(models.Model):
    """The last number given out by a body, for one kind of record in one year: no gaps."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    prefix = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("number sequence")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "prefix", "year"], name="one_sequence_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}-{self.last}"
