"""What every write of the site has in common: all of it happens, or none."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from liandu.kernel.whom import asking_itself

P = ParamSpec("P")
R = TypeVar("R")

ACTIONS: dict[str, Callable[..., Any]] = {}

_inside: ContextVar[bool] = ContextVar("inside an action", default=False)


def action(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make the decorated function the write called ``name``: all of it happens, or none.

    Called from a page it opens a transaction of its own. Called from another action
    it joins the one already open, and a refusal inside undoes the whole.
    """

    def wrap(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            outermost = not _inside.get()
            token = _inside.set(True)
            try:
                with (
                    asking_itself(name),
                    transaction.atomic(durable=outermost, savepoint=outermost),
                ):
                    return function(*args, **kwargs)
            finally:
                _inside.reset(token)

        ACTIONS[name] = run
        return run

    return wrap
