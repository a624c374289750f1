"""What tables of several apps have in common. Abstract only: the kernel owns no table."""

from typing import Any, Self, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from liandu.kernel.errors import NotVisible, WrongState
from liandu.kernel.versions import TemplateState

M = TypeVar("M", bound=models.Model)

TEMPLATE_STATES = [
    (TemplateState.DRAFT.value, pgettext_lazy("template", "Draft")),
    (TemplateState.PUBLISHED.value, pgettext_lazy("template", "In use")),
    (TemplateState.RETIRED.value, pgettext_lazy("template", "Replaced")),
]


def new_id() -> UUID:
    """Return a UUIDv7: random enough to betray nothing, ordered enough to index well."""
    return uuid7()


def one(rows: models.QuerySet[M], key: Any, *, by: str = "pk") -> M:
    """Return the row of this id, or of this value of another unique column.

    :raises NotVisible: if there is none, or it is not an id at all
    """
    try:
        found = rows.filter(**{by: key}).first()
    except (ValueError, ValidationError):
        found = None
    if found is None:
        raise NotVisible
    return found


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


class Version(Named):
    """One version of a template. One in use never changes: copy, then publish."""

    code = models.SlugField(_("code"), max_length=40)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    state = models.CharField(
        _("state"), max_length=10, choices=TEMPLATE_STATES, default=TemplateState.DRAFT
    )
    published_at = models.DateTimeField(_("in use since"), null=True, blank=True)

    class Meta:
        abstract = True

    @classmethod
    def every(cls) -> models.QuerySet[Self]:
        """Return every version of every template of this kind."""
        return cls._default_manager.all()

    @classmethod
    def held(cls, pk: int) -> Self:
        """Return one version, held until the transaction ends.

        :raises NotVisible: if there is none
        """
        return one(cls.every().select_for_update(), pk)

    def must_be_draft(self) -> None:
        """Pass if the version may still be changed.

        :raises WrongState: otherwise
        """
        if self.state != TemplateState.DRAFT:
            raise WrongState(
                gettext("This version is in use or was replaced. Copy it, then change the copy.")
            )

    def place_of_copy(self, *, as_new: bool) -> tuple[str, int]:
        """Return code and version of a copy: the next version, or a template of its own.

        :raises WrongState: if the next version is a draft already
        """
        if as_new:
            taken, root = set(self.every().values_list("code", flat=True)), self.code[:36]
            return next(new for n in range(2, 10_000) if (new := f"{root}-{n}") not in taken), 1
        family = self.every().filter(code=self.code)
        if family.filter(state=TemplateState.DRAFT).exists():
            raise WrongState(
                gettext("There is a draft of this template already. Go on with that one.")
            )
        return self.code, (family.aggregate(top=models.Max("version"))["top"] or 0) + 1

    def put_into_use(self) -> None:
        """Make this the version in use; the one before it is replaced and stays where it is."""
        in_use = self.every().filter(code=self.code, state=TemplateState.PUBLISHED)
        in_use.update(state=TemplateState.RETIRED)
        self.state, self.published_at = TemplateState.PUBLISHED, timezone.now()
        self.save(update_fields=["state", "published_at"])


class CurrentTransaction(models.Func):
    """The number of the running transaction on PostgreSQL; 0 on SQLite, which has one writer."""

    output_field = models.BigIntegerField()

    def as_sql(self, *_: Any, **__: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Return the expression for databases with a single writer."""
        return "0", []

    def as_postgresql(self, *_: Any, **__: Any) -> tuple[str, list[Any]]:
        """Return the expression for PostgreSQL, where order of id is not order of commit."""
        return "(pg_current_xact_id()::text::bigint)", []
