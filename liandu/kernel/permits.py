"""Every permission of the site, by name, decided in one place per app."""

from collections.abc import Callable
from typing import Any

from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotAllowed

Rule = Callable[[Actor, Any], bool]

RULES: dict[str, Rule] = {}


def permit(*names: str) -> Callable[[Rule], Rule]:
    """Register the decorated rule as the one that decides each of ``names``."""

    def register(rule: Rule) -> Rule:
        for name in names:
            if name in RULES:
                message = f"two rules for {name}"
                raise ValueError(message)
            RULES[name] = rule
        return rule

    return register


def allowed(actor: Actor, name: str, thing: object = None) -> bool:
    """Test whether ``actor`` may do ``name`` to ``thing``."""
    return RULES[name](actor, thing)


def require(actor: Actor, name: str, thing: object = None) -> None:
    """Pass if ``actor`` may do ``name`` to ``thing``.

    :raises NotAllowed: otherwise
    """
    if not allowed(actor, name, thing):
        raise NotAllowed(name)
