"""Contracts in the navigation and on the page of a project; facts as pages draw them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from liandu.contracts import queries
from liandu.contracts.models import ENTRIES, Prompt, fact, in_words, paid_permille, percent
from liandu.contracts.rules import Entry
from liandu.findings.queries import prefill_with
from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotVisible
from liandu.kernel.permits import allowed
from liandu.web.middleware import ActorRequest
from liandu.web.pages import nav
from liandu.web.panels import panel, tab
from liandu.web.say import day
from liandu.works.rules import ObjectType

MOST_SHOWN = 12

nav("contracts", _("Contracts and funds"), "file-certificate", "contracts:contracts",
    group="business", order=22, sees=lambda actor: actor.post_id is not None)  # fmt: skip
tab("works.object", "contracts", _("Contracts and funds"), order=27,
    count=lambda request, subject: queries.count_of(request.actor, subject) or None)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PromptShown:
    """A prompt as it is drawn, with its facts in words."""

    prompt: Prompt
    facts: str
    link: Any = None


def ways_in(actor: Actor, record: Any) -> Mapping[str, Any]:
    """Return the ways to enter and import, if the actor may."""
    if not allowed(actor, "contracts.add_entry", record):
        return {}
    args = {entry: [record.pk, entry.value] for entry in Entry}
    return {
        "add_urls": {entry.value: reverse("contracts:add", args=args[entry]) for entry in Entry},
        "import_urls": [
            (ENTRIES[entry], reverse("contracts:import", args=args[entry])) for entry in Entry
        ],
    }


def package_url(actor: Actor, record: Any) -> str:
    """Return where a works project is taken away as OC4IDS, if the actor may."""
    is_project = record.object_type == ObjectType.WORKS_PROJECT
    may = is_project and allowed(actor, "contracts.export_projects")
    return reverse("contracts:oc4ids_of", args=[record.pk]) if may else ""


@panel("works.object", title=_("Contracts and funds"), template="contracts/parts/of_object.html",
       tab="contracts", is_bare=True)  # fmt: skip
def of_object(request: ActorRequest, subject: Any) -> Mapping[str, Any]:
    """Show what is to be looked at in a project, its contracts and its milestones."""
    actor = request.actor
    prompts = list(queries.open_of(subject)[: MOST_SHOWN + 1])
    return {
        "prompts": [PromptShown(one, in_words(one)) for one in prompts[:MOST_SHOWN]],
        "has_more": len(prompts) > MOST_SHOWN,
        "prompts_url": f"{reverse('contracts:prompts')}?object={subject.pk}",
        "contracts": [
            (one, percent(one.progress_permille), percent(paid_permille(one)))
            for one in queries.of_object(subject)
        ],
        "milestones": queries.milestones_of(subject),
        "package_url": package_url(actor, subject),
        **ways_in(actor, subject),
    }


def as_finding(actor: Actor, pk: str) -> Mapping[str, Any]:
    """Return what a finding is filled with that begins at a prompt: facts, article, place."""
    try:
        prompt = queries.seen_prompt(actor, pk)
    except NotVisible:
        return {}
    link, of = queries.link_of(prompt), prompt.contract
    where = f"{of.number} {of.name}：" if of else ""
    return {
        "title": str(prompt)[:120], "fact": f"{where}{in_words(prompt)}。",
        "rule_broken": prompt.basis, "object_number": prompt.supervised_object.number,
        "begun_at": prompt.supervised_object_id, "link_code": link.code if link else "",
    }  # fmt: skip


prefill_with("prompt", as_finding)


def rows_of(one: Any, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return columns of an entry, each with what it is called; empty ones show a dash."""
    return [(_label(one, name), _shown(one, name) or "—") for name in names]


def _label(one: Any, name: str) -> str:
    return str(capfirst(one._meta.get_field(name).verbose_name))


def _shown(one: Any, name: str) -> str:
    """Return a column of an entry as people write it."""
    value = getattr(one, name)
    if value is None:
        return ""
    if hasattr(one, f"get_{name}_display"):
        return str(getattr(one, f"get_{name}_display")())
    if isinstance(value, date):
        return day(value)
    return fact(name, value)


ENTRY_WORDS = {
    Entry.CONTRACT: (_("Enter a contract"), _("Change the contract"), _("Remove the contract?")),
    Entry.CHANGE: (_("Enter a change"), _("Correct the change"), _("Remove the change?")),
    Entry.PAYMENT: (_("Enter a payment"), _("Correct the payment"), _("Remove the payment?")),
    Entry.MILESTONE: (
        _("Enter a milestone"), _("Change the milestone"), _("Remove the milestone?"),
    ),
    Entry.BID: (_("Enter a bid"), _("Correct the bid"), _("Remove the bid?")),
}  # fmt: skip
