"""What tables of several apps have in common. Abstract only: the kernel owns no table."""

from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """Return a UUIDv7: random enough to betray nothing, ordered enough to index well."""
    return uuid7()


class Named(models.Model):
    """Reference data with a name in both languages: the node's users edit it on a page."""

    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return (
            self.name_en if self.name_en and (get_language() or "").startswith("en") else self.name
        )


class CurrentTransaction(models.Func):
    """The number of the running transaction on PostgreSQL; 0 on SQLite, which has one writer."""

    output_field = models.BigIntegerField()

    def as_sql(self, *_: Any, **__: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Return the expression for databases with a single writer."""
        return "0", []

    def as_postgresql(self, *_: Any, **__: Any) -> tuple[str, list[Any]]:
        """Return the expression for PostgreSQL, where order of id is not order of commit."""
        return "(pg_current_xact_id()::text::bigint)", []
