"""What is to be looked at: kept when what it tells of changes, put aside by a person."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.contracts import queries
from liandu.contracts.models import Dismissal, Prompt
from liandu.contracts.rules import Hit, Outcome, hits
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.orgs.models import Body
from liandu.works.queries import held_object

kind("contracts.prompt_dismissed", gettext_lazy("put a prompt to look aside"), "eye-off")
kind("contracts.prompt_reopened", gettext_lazy("took a prompt to look up again"), "eye")
kind("contracts.prompts_exported", gettext_lazy("exported prompts to look"), "download",
     is_read=True)  # fmt: skip


def refresh(held: Any) -> bool:
    """Let the prompts of a project that is held say what its facts say now; say if any changed.

    What was put aside stays so only while its facts are the same; with other facts it is there
    again, and with the former ones it is put aside again. What was raised keeps the limit that it
    was raised by, as long as its facts are the same and it is beyond the limit in force.
    """
    found = {hit.key: hit for hit in hits(queries.facts_of(held), queries.limits())}
    kept = {(one.check_code, one.about): one for one in held.prompts.all()}
    gone = [one.pk for key, one in kept.items() if key not in found]
    if gone:
        held.prompts.filter(pk__in=gone).delete()
    today = timezone.localdate()
    changed = [
        hit for key, hit in found.items() if key not in kept or not _stands(kept[key], hit, today)
    ]
    if not changed:
        return bool(gone)
    aside = _aside(held)
    renewed, new = list[Prompt](), list[Prompt]()
    for hit in changed:
        one = kept.get(hit.key) or Prompt(
            supervised_object=held, check_code=hit.check, about=hit.key[1]
        )
        _write(one, hit, aside)
        (renewed if one.pk else new).append(one)
    Prompt.objects.bulk_create(new)
    Prompt.objects.unscoped("of an object held").bulk_update(
        renewed, ["contract", "facts", "digest", "since", "dismissal"]
    )
    return True


def _stands(prompt: Prompt, hit: Hit, today: date) -> bool:
    """Test whether a prompt may stay as it is: nothing changed, or the limit alone did."""
    was_raised = prompt.since <= today and hit.since <= today
    return prompt.digest == hit.digest and (was_raised or prompt.facts == hit.facts)


def _aside(held: Any) -> dict[tuple[str, str, str], int]:
    """Return what was put aside of a project: check, what about, and the facts."""
    rows = Dismissal.objects.unscoped("of an object held").filter(supervised_object=held)
    names = ("check_code", "about", "digest", "pk")
    return {(check, about, digest): pk for check, about, digest, pk in rows.values_list(*names)}


def _write(prompt: Prompt, hit: Hit, aside: dict[tuple[str, str, str], int]) -> None:
    """Put what a hit says into a prompt, in memory."""
    prompt.contract_id, prompt.since = hit.contract, hit.since
    prompt.facts, prompt.digest = dict(hit.facts), hit.digest
    prompt.dismissal_id = aside.get((*hit.key, hit.digest))


@action("contracts.dismiss_prompt")
def dismiss_prompt(
    *, actor: Actor, prompt_id: int, digest: str, outcome: str, reason: str
) -> Prompt:
    """Put a prompt aside, saying why; with other facts it is there again.

    :raises NotVisible: if there is none, or the actor may not know of the project
    :raises NotAllowed: if the actor neither keeps nor supervises the project
    :raises WrongState: if it was put aside, or its facts changed since the page was opened
    :raises Invalid: without a reason
    """
    prompt = _held(actor, prompt_id)
    require(actor, "contracts.dismiss_prompt", prompt.supervised_object)
    if prompt.dismissal_id is not None:
        raise WrongState(_("It was put aside already. Reload to see why."))
    if digest != prompt.digest:
        raise WrongState(_("Its facts changed since you opened the page. Look at them again."))
    if not reason.strip():
        raise Invalid({"reason": _("Say what you looked at and what it came to.")})
    prompt.dismissal = Dismissal.objects.create(
        supervised_object=prompt.supervised_object, check_code=prompt.check_code,
        about=prompt.about, digest=prompt.digest, facts=prompt.facts, outcome=Outcome(outcome),
        reason=reason.strip(), by_id=actor.person_id, body_id=actor.body_id or 0,
    )  # fmt: skip
    prompt.save(update_fields=["dismissal"])
    record(
        actor, "contracts.prompt_dismissed", prompt.supervised_object, reason=reason.strip(),
        note=_note(prompt), after=_facts(prompt) | {"outcome": outcome},
    )  # fmt: skip
    return prompt


@action("contracts.reopen_prompt")
def reopen_prompt(*, actor: Actor, prompt_id: int, reason: str) -> Prompt:
    """Take a prompt up again that was put aside; why it was stays on record.

    :raises NotVisible: if there is none, or the actor may not know of the project
    :raises NotAllowed: if the actor neither keeps nor supervises the project
    :raises WrongState: if it was not put aside
    """
    prompt = _held(actor, prompt_id)
    require(actor, "contracts.reopen_prompt", prompt.supervised_object)
    if prompt.dismissal is None:
        raise WrongState(_("It is open. Reload to see how it stands."))
    before = prompt.dismissal.reason
    prompt.dismissal.delete()
    prompt.dismissal = None
    prompt.save(update_fields=["dismissal"])
    record(
        actor, "contracts.prompt_reopened", prompt.supervised_object, reason=reason,
        note=_note(prompt), before={"reason": before}, after=_facts(prompt),
    )  # fmt: skip
    return prompt


@action("contracts.export_prompts")
def export_prompts(*, actor: Actor, count: int, query: str = "") -> None:
    """Put on record that prompts leave the system.

    :raises NotAllowed: if the actor holds no post
    """
    require(actor, "contracts.export_prompts")
    body = Body.objects.get(pk=actor.body_id or 0)
    record(actor, "contracts.prompts_exported", body, after={"rows": count, "query": query})


def _held(actor: Actor, prompt_id: int) -> Prompt:
    """Return a prompt, its project held until the transaction ends.

    :raises NotVisible: if there is none, or the actor may not know
    """
    held_object(actor, queries.seen_prompt(actor, prompt_id).supervised_object_id)
    # Read again under the lock: its facts may have changed.
    return queries.seen_prompt(actor, prompt_id)


def _note(prompt: Prompt) -> str:
    told = str(prompt.get_check_code_display())
    return f"{told} · {prompt.contract}" if prompt.contract else told


def _facts(prompt: Prompt) -> dict[str, Any]:
    """Return what the record keeps of a prompt."""
    return {"check": prompt.check_code, "basis": prompt.basis, "facts": prompt.facts}
