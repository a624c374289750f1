"""The ledgers that are compared: ours as the actor sees it, theirs as their file states it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from liandu.engines.tabular import Field, Reader
from liandu.figures.models import Explanation, Reconciliation
from liandu.figures.queries.frozen import CHINESE, ENGLISH
from liandu.figures.rules import Ours, Pair, Said, Theirs, compared
from liandu.findings import queries as findings
from liandu.findings.rules import FindingState
from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotVisible
from liandu.kernel.models import one
from liandu.web.say import money
from liandu.works.queries import Row, Sheet, Taken

# Column, what it is called, how it is read, what else its heading may be.
COLUMNS: tuple[tuple[str, Any, Reader, str], ...] = (
    ("number", _("Number"), Reader.IDENTIFIER, "编号 问题编号 number"),
    ("name", _("Finding"), Reader.TEXT, "问题 问题名称 问题标题 问题事项 finding title"),
    ("state", _("State"), Reader.TEXT, "状态 整改状态 办理状态 state status"),
    ("due", _("Due"), Reader.DATE, "期限 到期 办理期限 整改期限 due"),
    ("severity", _("Severity"), Reader.TEXT, "严重程度 程度 severity"),
    ("object", _("Supervised object"), Reader.TEXT, "监督对象 项目 项目名称 object project"),
    ("responsible", _("Responsible body"), Reader.TEXT, "责任单位 整改责任单位 responsible"),
    ("finder", _("Found by"), Reader.TEXT, "发现单位 检查单位 finder"),
    ("involved", _("Amount (10 000 yuan)"), Reader.MONEY, "金额 涉及金额"),
    ("found_on", _("Found on"), Reader.DATE, "发现日期 发现时间 found_on"),
    ("closed", pgettext_lazy("finding", "Closed"), Reader.DATE, "销号时间 销号日期 完成时间"),
)  # fmt: skip
LABELS: Mapping[str, Any] = {key: label for key, label, _reader, _words in COLUMNS}
LEAST = ("number", "name")


def ledger_sheet() -> Sheet:
    """Return how the file of the other ledger is read: as the list of findings is exported."""
    fields = (
        Field(key, key, reader, (*words.split(), *_heads(label, reader)))
        for key, label, reader, words in COLUMNS
    )
    return Sheet("ledger", _("Ledger of the other body"), tuple(fields), LABELS)


def _heads(label: Any, reader: Reader) -> Iterator[str]:
    """Yield a heading in both languages; of an amount, the unit is read from Chinese alone."""
    for language in (CHINESE,) if reader == Reader.MONEY else (CHINESE, ENGLISH):
        with override(language):
            yield str(label)


def stated(taken: Taken) -> list[dict[str, Any]]:
    """Return the rows of a file as they are kept: those that name a finding, cell by cell."""
    rows = [(row.number, dict(_cells(row))) for row in taken.rows]
    return [
        {"row": number, "values": values}
        for number, values in rows
        if any(values.get(key) for key in LEAST)
    ]


def _cells(row: Row) -> Iterator[tuple[str, str]]:
    """Yield what each cell says; one that cannot be read as its column is kept as it stands."""
    for key, _label, reader, _words in COLUMNS:
        value, text = row.values.get(key), row.cells.get(key, "")
        doubtful = any(problem.field == key for problem in row.problems)
        if reader == Reader.DATE and value is not None and not doubtful:
            yield key, value.isoformat()
        elif reader == Reader.MONEY and value is not None:
            yield key, money(value, "wan")
        elif reader == Reader.DATE or value is None:
            yield key, text
        else:
            yield key, str(value)


def reconciliations(actor: Actor) -> Any:
    """Return the reconciliations that the actor may know of."""
    rows = Reconciliation.objects.visible_to(actor)
    return rows.select_related("owner_body", "other_body", "made_by")


def seen_reconciliation(actor: Actor, pk: Any) -> Reconciliation:
    """Return one reconciliation.

    :raises NotVisible: if there is none, or the actor may not know
    """
    found: Reconciliation = one(reconciliations(actor), pk)
    return found


def pairs(actor: Actor, held: Reconciliation) -> list[Pair]:
    """Return a reconciliation in hand line by line, by what the actor may know of now."""
    theirs = [Theirs(row["row"], row["values"]) for row in held.lines]
    numbers = {line.values.get("number", "") for line in theirs} - {""}
    takes_part = Q(owner_body=held.other_body_id) | Q(supervising_body=held.other_body_id)
    takes_part |= Q(responsible_body=held.other_body_id) | Q(keeper_body=held.other_body_id)
    in_period = Q(found_on__gte=held.since, found_on__lte=held.until)
    rows = findings.findings(actor).filter((takes_part & in_period) | Q(number__in=numbers))
    return list(compared([_ours(row, held) for row in rows.order_by("found_on", "pk")], theirs))


def pair_of(actor: Actor, held: Reconciliation, key: str) -> Pair:
    """Return the line of this key.

    :raises NotVisible: if there is none that the actor may know of
    """
    found = next((pair for pair in pairs(actor, held) if pair.key == key), None)
    if found is None:
        raise NotVisible
    return found


def explained(held: Reconciliation, shown: list[Pair]) -> dict[str, list[Explanation]]:
    """Return what was said of the lines shown, by their keys, the first first.

    What was said while a line was found to be about a record is told only with that record.
    """
    by_record: dict[Any, list[Explanation]] = {}
    for said in held.explanations.select_related("person").order_by("pk"):
        by_record.setdefault((said.row, said.finding_id), []).append(said)
    found = {}
    for pair in shown:
        row = pair.theirs.row if pair.theirs else None
        key = pair.ours.key if pair.ours else None
        keys = {(row, key), (row, None), (None, key)} - {(None, None)}
        together = [one for each in keys for one in by_record.get(each, ())]
        found[pair.key] = sorted(together, key=lambda one: one.pk)
    return found


def _ours(finding: Any, held: Reconciliation) -> Ours:
    """Return a finding as a line of our ledger."""
    takes_part = held.other_body_id in {
        finding.owner_body_id, finding.responsible_body_id, finding.supervising_body_id,
        finding.keeper_body_id,
    }  # fmt: skip
    in_period = held.since <= finding.found_on <= held.until
    is_valid = finding.state != FindingState.WITHDRAWN
    return Ours(
        finding.pk, dict(_said(finding)), is_expected=takes_part and in_period and is_valid,
        is_theirs=takes_part, record=finding,
    )  # fmt: skip


def _said(finding: Any) -> Iterator[tuple[str, Said]]:
    """Yield what our ledger says of a finding, column by column."""
    yield "number", Said.of(finding.number)
    yield "name", Said.of(finding.title)
    for key in ("state", "severity"):
        with override(CHINESE):
            chinese = str(getattr(finding, f"get_{key}_display")())
        with override(ENGLISH):
            english = str(getattr(finding, f"get_{key}_display")())
        yield key, Said.of(getattr(finding, f"get_{key}_display")(), chinese, english)
    for key, body in (("responsible", finding.responsible_body), ("finder", finding.owner_body)):
        yield key, Said.of(*((str(body), body.name, body.short_name) if body else ()))
    # Named beside a finding, an object may itself be out of sight: then it is not compared.
    if finding.supervised_object or not finding.supervised_object_id:
        yield "object", Said.of(finding.supervised_object)
    yield "involved", Said.of(money(finding.amount_fen, "wan"))
    yield "due", _day(finding.step_due_at and timezone.localdate(finding.step_due_at))
    yield "found_on", _day(finding.found_on)
    yield "closed", _day(finding.closed_at and timezone.localdate(finding.closed_at))


def _day(day: Any) -> Said:
    return Said.of(day and day.isoformat())
