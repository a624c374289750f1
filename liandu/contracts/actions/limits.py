"""The limits in versions: copied, changed, put into use; then every project is held to them."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task

from liandu.contracts import queries
from liandu.contracts.actions.prompts import refresh
from liandu.contracts.models import Limit, LimitSet
from liandu.contracts.rules import LimitDraft, is_usable
from liandu.kernel.actions import action
from liandu.kernel.actor import SYSTEM, Actor
from liandu.kernel.errors import Invalid
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require

kind("contracts.limits_copied", gettext_lazy("copied the limits of the checks"), "copy")
kind("contracts.limits_edited", gettext_lazy("changed a draft of the limits"), "pencil")
kind("contracts.limits_published", gettext_lazy("put limits of the checks into use"), "check")
kind("contracts.limits_discarded", gettext_lazy("discarded draft limits"), "trash")
kind("contracts.checked_again", gettext_lazy("held the project to new limits"), "checks")

FIRST = UUID(int=0)


@action("contracts.copy_limits")
def copy_limits(*, actor: Actor, version_id: int) -> LimitSet:
    """Copy a version of the limits as the next draft.

    :raises NotVisible: if there is no such version
    :raises NotAllowed: if the actor does not speak for the node's central office
    :raises WrongState: if there is a draft already
    """
    old = LimitSet.held(version_id)
    require(actor, "contracts.copy_limits", old)
    code, version = old.place_of_copy(as_new=False)
    made = LimitSet.objects.create(code=code, version=version, name=old.name, name_en=old.name_en)
    Limit.objects.bulk_create(
        Limit(limits=made, code=each.code, amount=each.amount, basis=each.basis)
        for each in old.items.all()
    )
    record(actor, "contracts.limits_copied", made, before=old.pk)
    return made


@action("contracts.edit_limits")
def edit_limits(*, actor: Actor, version_id: int, drafts: Mapping[str, LimitDraft]) -> LimitSet:
    """Change a draft of the limits.

    :raises NotVisible: if there is no such version
    :raises NotAllowed: if the actor does not speak for the node's central office
    :raises WrongState: if the version is in use or was replaced
    :raises Invalid: if one is missing, out of its range, or rests on nothing
    """
    kept = LimitSet.held(version_id)
    require(actor, "contracts.edit_limits", kept)
    kept.must_be_draft()
    if not is_usable(drafts):
        raise Invalid(_("Every limit needs an amount in its range, and the rule it rests on."))
    before = _told(kept)
    for each in kept.items.all():
        each.amount, each.basis = drafts[each.code].amount, drafts[each.code].basis.strip()
        each.save(update_fields=["amount", "basis"])
    record(actor, "contracts.limits_edited", kept, before=before, after=_told(kept))
    return kept


@action("contracts.publish_limits")
def publish_limits(*, actor: Actor, version_id: int) -> LimitSet:
    """Put a draft into use; the worker then holds every project to it.

    :raises NotVisible: if there is no such version
    :raises NotAllowed: if the actor does not speak for the node's central office
    :raises WrongState: if it is no draft any more
    """
    kept = LimitSet.held(version_id)
    require(actor, "contracts.publish_limits", kept)
    kept.must_be_draft()
    kept.put_into_use()
    record(actor, "contracts.limits_published", kept, after=_told(kept))
    transaction.on_commit(check_all_again.enqueue)
    return kept


@action("contracts.discard_limits")
def discard_limits(*, actor: Actor, version_id: int) -> None:
    """Discard a draft.

    :raises NotVisible: if there is no such version
    :raises NotAllowed: if the actor does not speak for the node's central office
    :raises WrongState: if it is no draft any more
    """
    kept = LimitSet.held(version_id)
    require(actor, "contracts.discard_limits", kept)
    kept.must_be_draft()
    record(actor, "contracts.limits_discarded", kept, before=_told(kept))
    kept.delete()


@action("contracts.check_again")
def check_again(*, actor: Actor, object_id: UUID) -> None:
    """Let the prompts of a project say what its facts say by the limits in force.

    :raises NotAllowed: if it is not the worker that does so
    """
    require(actor, "contracts.check_again")
    held = queries.project_to_check(object_id)
    if held is not None and refresh(held):
        record(actor, "contracts.checked_again", held)


@task()
def check_all_again() -> None:
    """Hold every project to the limits in force, each for itself; run by the worker."""
    last = FIRST
    while some := queries.projects_to_check(last):
        for last in some:
            check_again(actor=SYSTEM, object_id=last)


def _told(limits: LimitSet) -> dict[str, list[int | str]]:
    """Return what the record keeps of a version."""
    return {each.code: [each.amount, each.basis] for each in limits.items.all()}
