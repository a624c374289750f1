"""Tokens, and the answers that were given to those that ask again."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from liandu.interfaces.models.words import AREA_WORDS, REACH_WORDS


class Token(models.Model):
    """Lets a program act as its maker in one of their posts, within a scope and for a time.

    Of the token itself only the digest is kept, and how it begins.
    """

    membership = models.ForeignKey(
        "orgs.Membership", models.PROTECT, verbose_name=_("post"), related_name="+"
    )
    name = models.CharField(_("what it is for"), max_length=60)
    scope = models.JSONField(_("scope"), default=dict)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(_("begins with"), max_length=20)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    used_at = models.DateTimeField(_("last used"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    class Meta:
        verbose_name = _("token")

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"

    def holds_at(self, now: datetime) -> bool:
        """Test whether the token opens anything at ``now``; an end is strict."""
        return self.revoked_at is None and now < self.expires_at

    @property
    def scope_words(self) -> list[tuple[str, str]]:
        """Return what it reaches, in words, in the order of the form."""
        return [
            (str(words), str(REACH_WORDS[self.scope[area]]))
            for area, words in AREA_WORDS.items()
            if self.scope.get(area)
        ]


class Answer(models.Model):
    """What a request that writes was answered, under the key its sender chose for it.

    Sent again with the same key and content it is answered with this, and nothing is done twice.
    """

    token = models.ForeignKey(Token, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    asked = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    content = models.TextField()
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("answer kept for a repeated request")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["token", "key"], name="answered_once")
        ]

    def __str__(self) -> str:
        return f"{self.token_id}: {self.key}"
