"""Who may look at the record as such, and who may erase from it."""

from typing import Any

from liandu.audit.rules import ERASED
from liandu.kernel.actor import SYSTEM, Actor
from liandu.kernel.permits import permit
from liandu.orgs.rules import AdminKind


@permit("audit.read_record", "audit.ask_verification", "audit.export_record")
def keeps_the_record(actor: Actor, _: object) -> bool:
    """Let the audit administrator, and the machine itself at its own console."""
    return actor.admin == AdminKind.AUDIT or actor is SYSTEM


@permit("audit.finish_verification")
def is_the_machine(actor: Actor, _: object) -> bool:
    """Let nobody but the installation report what its own verification found."""
    return actor is SYSTEM


@permit("audit.erase_event")
def may_erase(actor: Actor, event: Any) -> bool:
    """Let the security administrator, who may not read the record: no reader can thin it out.

    What was erased, by whom and why, stays for ever.
    """
    return actor.admin == AdminKind.SECURITY and (event is None or event.kind != ERASED)
