"""How people prove who they are."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from liandu.orgs.models import Person


class PersonBackend(BaseBackend):
    """Account and password."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - Django's signature
        username: str = "",
        password: str = "",
        **_: Any,
    ) -> Person | None:
        """Return the person whose account and password these are, if they may still sign in."""
        person = Person.objects.filter(username=username).first()
        if person is None:
            # The same work as for a known account, so that time does not tell which exist.
            Person().set_password(password)
            return None
        return person if person.check_password(password) and person.is_active else None

    def get_user(self, user_id: int) -> Person | None:
        """Return the person of a session, unless the account was closed."""
        return Person.objects.filter(pk=user_id, is_active=True).first()


class MixedPasswordValidator:
    """Ask for letters and digits or signs, as MLPS level 3 does (GB/T 22239-2019, 8.1.4.1)."""

    def validate(self, password: str, user: Person | None = None) -> None:  # noqa: ARG002
        """Pass a password that mixes letters with something else.

        :raises ValidationError: otherwise
        """
        if password.isalpha() or password.isdigit():
            raise ValidationError(self.get_help_text(), code="password_not_mixed")

    def get_help_text(self) -> str:
        """Return the rule as a sentence."""
        return _("Use letters together with digits or signs.")
