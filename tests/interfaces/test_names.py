"""In the description a name means one thing: of two alike the later one would stand for both."""

import typing
from collections import defaultdict
from collections.abc import Iterator
from enum import Enum
from typing import Any

from django.urls import get_resolver
from ninja import Schema


def kinds_of(every: type[Schema]) -> Iterator[type[Schema]]:
    """Yield every schema of ours."""
    for one in every.__subclasses__():
        if one.__module__.startswith("liandu."):
            yield one
        yield from kinds_of(one)


def parts_of(said: Any) -> Iterator[type[Enum]]:
    """Yield the enumerations that the type of a field is made of."""
    if isinstance(said, type) and issubclass(said, Enum):
        yield said
    for part in typing.get_args(said):
        yield from parts_of(part)


def test_no_two_things_of_the_interface_bear_one_name() -> None:
    get_resolver().url_patterns  # noqa: B018 - apps say what programs may ask with their pages
    named: dict[str, set[type[Any]]] = defaultdict(set)
    for schema in kinds_of(Schema):
        named[schema.__name__].add(schema)
        for field in schema.model_fields.values():
            for part in parts_of(field.annotation):
                named[part.__name__].add(part)
    assert {"Resolution", "Outcome", "ItemOutcome"} & set(named)
    assert {name: kinds for name, kinds in named.items() if len(kinds) > 1} == {}
