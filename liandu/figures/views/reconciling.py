"""Ledgers compared: their list, taking one in, what agrees and differs, why."""

from collections import Counter
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from liandu.access.rules import Label
from liandu.figures import actions, forms, listings, queries
from liandu.figures.models import Reconciliation
from liandu.figures.rules import Period, Verdict
from liandu.figures.views.cockpit import asked_period, read_by
from liandu.kernel.permits import allowed, require
from liandu.web import spreadsheet
from liandu.web.forms import Ask, respond_form
from liandu.web.middleware import ActorRequest

MOST_SHOWN = 200


@require_GET
def reconciliation_list(request: ActorRequest) -> HttpResponseBase:
    """List the reconciliations that are open to the person."""
    may = allowed(request.actor, "figures.begin_reconciliation")
    rows = queries.reconciliations(request.actor)
    return listings.RECONCILIATIONS.respond(request, rows, may_begin=may)


@require_http_methods(["GET", "POST"])
def begin(request: ActorRequest) -> HttpResponse:
    """Take in the ledger of another body.

    :raises NotVisible: for those whom the figures do not concern
    """
    read_by(request)
    require(request.actor, "figures.begin_reconciliation")
    period = Period.read(asked_period(request), timezone.localdate())
    back = reverse("figures:reconciliations")
    ask = Ask(
        _("Compare ledgers"),
        _("Choose the other body's list of findings, headed like the export of ours: number or "
          "title, and what else it says. Row by row it is compared with what you may see; nothing "
          "in the ledger changes."),
        pgettext("ledgers", "Compare"), back=back, crumbs=((_("Reconciliations"), back),),
    )  # fmt: skip
    return respond_form(
        request, forms.LedgerForm, ask=ask, success=Reconciliation.get_absolute_url,
        initial={"since": period.since, "until": period.until, "label": Label.INTERNAL.value},
        action=lambda clean: actions.begin_reconciliation(
            actor=request.actor, **forms.LedgerForm.draft(clean)
        ),
    )  # fmt: skip


@require_GET
def reconciliation(request: ActorRequest, pk: UUID) -> HttpResponseBase:
    """Show two ledgers line by line, or all of it as a workbook."""
    held = queries.seen_reconciliation(request.actor, pk)
    pairs = queries.pairs(request.actor, held)
    lines = listings.lines_of(pairs, queries.explained(held, pairs))
    if request.GET.get("export"):
        return _file(request, held, lines)
    counts = Counter(line.pair.verdict for line in lines)
    explained = sum(bool(line.said) for line in lines if line.pair.verdict != Verdict.AGREES)
    groups = [
        (verdict, listings.VERDICTS[verdict], counts[verdict],
         [line for line in lines if line.pair.verdict == verdict][:MOST_SHOWN])
        for verdict in Verdict
    ]  # fmt: skip
    context = {
        "held": held, "groups": [group for group in groups if group[2]], "all": len(lines),
        "agree": counts[Verdict.AGREES], "explained": explained, "most": MOST_SHOWN,
        "differ": len(lines) - counts[Verdict.AGREES], "as_of": timezone.now(),
        "may_explain": allowed(request.actor, "figures.explain_difference", held),
    }  # fmt: skip
    return render(request, "figures/reconciliation.html", context)


@require_http_methods(["GET", "POST"])
def explain(request: ActorRequest, pk: UUID, line: str) -> HttpResponse:
    """Say why the ledgers differ in a line."""
    held = queries.seen_reconciliation(request.actor, pk)
    require(request.actor, "figures.explain_difference", held)
    pair = queries.pair_of(request.actor, held, line)
    shown = listings.LinePair(pair, ())
    ask = Ask(
        _("Why do they differ?"),
        "；".join((shown.name, *shown.reasons)), back=held.get_absolute_url(),
        crumbs=((_("Reconciliations"), reverse("figures:reconciliations")),
                (held.number, held.get_absolute_url())),
    )  # fmt: skip
    return respond_form(
        request, forms.ExplanationForm, ask=ask, success=held.get_absolute_url(), done=_("Noted."),
        action=lambda clean: actions.explain_difference(
            actor=request.actor, reconciliation_id=pk, line=line, text=clean["text"]
        ),
    )  # fmt: skip


def _file(
    request: ActorRequest, held: Reconciliation, lines: list[listings.LinePair]
) -> HttpResponseBase:
    """Answer with every line as a workbook; it is on record that it left."""
    actions.export_figures(
        actor=request.actor, count=len(lines), query=f"reconciliation={held.number}"
    )
    rows = list(listings.rows_of_file(lines))
    name = f"{held.number}-{timezone.localtime():%Y%m%d-%H%M}"
    return spreadsheet.as_xlsx(name, listings.LINE_HEADS, rows, author=str(request.user))
