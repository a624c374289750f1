"""The index: by which words each record is found, and how both databases are asked for them."""

from collections.abc import Sequence
from typing import Any, Self

from django.db import connection, models
from django.db.models import F, Lookup
from django.utils.translation import gettext_lazy as _

from liandu.engines.bigrams import Term

# What stands before a body or a kind among the words: no text has a token that begins with it.
OF_BODY, OF_KIND = "§", "¶"
# As PostgreSQL's index is made of them (migrations/0001); other words would not use it.
VECTOR = "array_to_tsvector(array_remove(string_to_array({}, ' '), ''))"


class Holds(Lookup[Any]):
    """Test whether the words of one row hold all of some terms; leads to no row."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the test as SQLite reads it: words stand between spaces."""
        column, _params = self.process_lhs(compiler, connection)
        wanted = [f" {term.token}" if term.is_start else f" {term.token} " for term in self.rhs]
        return " AND ".join([f"instr({column}, %s) > 0"] * len(wanted)), tuple(wanted)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the test as PostgreSQL reads it."""
        column, _params = self.process_lhs(compiler, connection)
        return f"{VECTOR.format(column)} @@ %s::tsquery", (_asked(self.rhs, "&", ":*"),)


class EntryQuerySet(models.QuerySet["Entry"]):
    """Ways to ask the index."""

    def holding(self, terms: Sequence[Term]) -> Self:
        """Return those that hold all ``terms``: rows found otherwise are tested by this."""
        return self.filter(Holds(F("words"), terms)).order_by("-pk")

    def found(
        self,
        terms: Sequence[Term],
        kinds: Sequence[int] | None = None,
        bodies: Sequence[int] | None = None,
    ) -> Self:
        """Return the same by way of the index; of some kinds, seen from some bodies, latest first.

        On SQLite the index leads, and its own order is asked for: rows come one by one.
        """
        anyhow = [[f"{OF_KIND}{kind}" for kind in kinds]] if kinds else []
        anyhow += [[f"{OF_BODY}{body}" for body in bodies]] if bodies else []
        if connection.vendor == "postgresql":
            return self.filter(Asked(F("words"), _asked(terms, "&", ":*", anyhow))).order_by("-pk")
        led: Any = self.extra(
            tables=["search_words"],
            where=["search_words.rowid = search_entry.id", "search_words MATCH %s"],
            params=[_asked(terms, "AND", " *", anyhow, quote='"')],
            order_by=["-search_words.rowid"],
        )
        return led  # type: ignore[no-any-return]


class Asked(Holds):
    """The same test on PostgreSQL, of a question that is put together already."""

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the test as PostgreSQL reads it."""
        column, _params = self.process_lhs(compiler, connection)
        return f"{VECTOR.format(column)} @@ %s::tsquery", (self.rhs,)


def _asked(
    terms: Sequence[Term],
    both: str,
    start: str,
    anyhow: Sequence[Sequence[str]] = (),
    quote: str = "'",
) -> str:
    """Return a question as the index reads it; of each row of ``anyhow`` one word is enough.

    Tokens are letters and digits, so nothing in them is read as part of the question.
    """
    either = " | " if both == "&" else " OR "
    parts = [f"{quote}{term.token}{quote}{start if term.is_start else ''}" for term in terms]
    parts += [f"({either.join(f'{quote}{one}{quote}' for one in row)})" for row in anyhow]
    return f" {both} ".join(parts)


class Entry(models.Model):
    """The words of one record. Numbered as records come in, so that the latest stands last."""

    kind = models.PositiveSmallIntegerField()
    record_id = models.UUIDField(unique=True)
    # Tokens between spaces; a trigger keeps SQLite's full-text index of them (migrations/0001).
    words = models.TextField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the search index")

    def __str__(self) -> str:
        return f"{self.kind}:{self.record_id}"
