"""Tables of what people prove who they are with. Nothing here can be used by whoever reads it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class SecondFactor(models.Model):
    """What a person proves themselves with: an authenticator app, passkeys, or both.

    ``secret`` is that of the app, sealed with the site's key; it is empty without an app.
    ``last_step`` is the last half minute whose code was used, so that none is used twice.
    """

    person = models.OneToOneField(
        "orgs.Person", models.CASCADE, primary_key=True, related_name="second_factor"
    )
    secret = models.BinaryField(default=b"")
    last_step = models.BigIntegerField(default=0)
    set_up_at = models.DateTimeField(_("set up"), auto_now_add=True)
    failures = models.PositiveSmallIntegerField(default=0)
    blocked_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("second factor")

    def __str__(self) -> str:
        return str(self.person_id)

    @property
    def has_app(self) -> bool:
        """Test whether an authenticator app is part of it."""
        return bool(self.secret)


class Passkey(models.Model):
    """A key that never leaves its device or keyring: here stands the public half alone.

    ``count`` is what the device said when it was used last: one that runs backwards is a copy.
    """

    factor = models.ForeignKey(SecondFactor, models.CASCADE, related_name="passkeys")
    name = models.CharField(_("name"), max_length=60)
    credential = models.CharField(max_length=1400, unique=True)
    key = models.BinaryField()
    count = models.BigIntegerField(default=0)
    added_at = models.DateTimeField(_("added"), auto_now_add=True)
    used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        verbose_name = _("passkey")
        ordering: ClassVar = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.name


class RecoveryCode(models.Model):
    """One of the codes for who lost their phone, as a keyed hash; each is good once."""

    factor = models.ForeignKey(SecondFactor, models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("recovery code")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["factor", "digest"], name="recovery_code_once")
        ]

    def __str__(self) -> str:
        return f"{self.factor_id}: {self.pk}"


class Reset(models.Model):
    """A second factor was taken away by somebody else; the person reads of it when they sign in."""

    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+")
    reset_by = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    reset_at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(_("reason"), max_length=500)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("reset of a second factor")
        ordering: ClassVar = ["-reset_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.reason}"


class KnownAs(models.Model):
    """Who a person is at the identity provider: connected by themselves, and never changed."""

    person = models.OneToOneField("orgs.Person", models.CASCADE, primary_key=True)
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    name = models.CharField(_("name there"), max_length=255)
    connected_at = models.DateTimeField(_("connected"), auto_now_add=True)
    used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        verbose_name = _("identity at the provider")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="identity_of_one_person")
        ]

    def __str__(self) -> str:
        return self.name
