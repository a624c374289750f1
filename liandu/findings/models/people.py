"""The column that names who did a step."""

from typing import Any

from django.db import models


def person_field(verbose_name: Any, **options: Any) -> models.ForeignKey[Any, Any]:
    """Return a column that names who did a step; never looked up from the person's side."""
    options = {"null": True, "blank": True, "db_index": False} | options
    return models.ForeignKey("orgs.Person", models.PROTECT, related_name="+",
                             verbose_name=verbose_name, **options)  # fmt: skip
