"""What a password must be."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from liandu.orgs.models import Person


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
