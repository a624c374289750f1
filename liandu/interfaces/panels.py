"""The section of one's account about programs, and the description as the manual shows it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liandu.interfaces import queries
from liandu.interfaces.models import AREA_WORDS
from liandu.kernel.permits import allowed
from liandu.web.middleware import ActorRequest
from liandu.web.panels import panel

REFUSED = 300


@panel("orgs.account", title=_("Programs that act for me"), template="interfaces/parts/own.html")
def own_programs(request: ActorRequest, _person: Any) -> Mapping[str, Any] | None:
    """Show how many tokens hold, and lead to them; nothing to who may make none."""
    if not allowed(request.actor, "interfaces.make_token"):
        return None
    return {
        "count": queries.live_tokens(request.actor, timezone.now()).count(),
        "panel_url": reverse("interfaces:token_list"),
        "panel_link": _("Tokens"),
    }


@dataclass(frozen=True, slots=True)
class Row:
    """One field or parameter: its name, its type, whether it is wanted, what it is."""

    name: str
    type: str
    is_wanted: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as the manual shows it."""

    id: str
    method: str
    path: str
    summary: str
    note: str
    parameters: list[Row] = field(default_factory=list)
    sent: list[Row] = field(default_factory=list)
    answered: list[Row] = field(default_factory=list)
    example: str = ""


def operations(described: Mapping[str, Any]) -> list[tuple[str, list[Operation]]]:
    """Return the operations that the description has by area, in the order of the areas."""
    found: dict[str, list[Operation]] = {name: [] for name in AREA_WORDS}
    for path, methods in described["paths"].items():
        for method, one in methods.items():
            found[one["tags"][0]].append(_operation(described, path, method, one))
    return [(str(AREA_WORDS[name]), rows) for name, rows in found.items() if rows]


def _operation(described: Mapping[str, Any], path: str, method: str, one: Any) -> Operation:
    content = one.get("requestBody", {}).get("content", {})
    media = next(iter(content), "")
    shape = _resolved(described, content[media]["schema"]) if media else {}
    answer = next(each for code, each in one["responses"].items() if int(code) < REFUSED)
    answered = next(iter(answer["content"].values()))["schema"]
    return Operation(
        one["operationId"], method.upper(), path, one["summary"], one.get("description", ""),
        [_row(described, each["name"], each["schema"], each.get("required", False),
              each.get("description", "")) for each in one["parameters"]],
        list(_fields(described, shape)), list(_fields(described, _of_one(described, answered))),
        _example(described, media, shape),
    )  # fmt: skip


def _resolved(described: Mapping[str, Any], shape: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a shape, or the one that it refers to."""
    name = shape.get("$ref", "").rpartition("/")[2]
    found: Mapping[str, Any] = described["components"]["schemas"][name] if name else shape
    return found


def _of_one(described: Mapping[str, Any], shape: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the shape of one thing of a list, or the shape itself."""
    found = _resolved(described, shape)
    items = found.get("items") or found.get("properties", {}).get("items", {}).get("items")
    return _resolved(described, items) if items else found


def _fields(described: Mapping[str, Any], shape: Mapping[str, Any]) -> Iterator[Row]:
    wanted = shape.get("required", ())
    for name, one in shape.get("properties", {}).items():
        yield _row(described, name, one, name in wanted, one.get("description", ""))


def _row(
    described: Mapping[str, Any], name: str, shape: Mapping[str, Any], is_wanted: bool, note: str
) -> Row:
    return Row(name, _type(described, shape), is_wanted, note)


def _type(described: Mapping[str, Any], shape: Mapping[str, Any]) -> str:
    """Return the type of a field in short: ``uuid``, ``closed | assigned``, ``text ≤ 120``."""
    if "anyOf" in shape:
        return " | ".join(_type(described, one) for one in shape["anyOf"])
    found = _resolved(described, shape)
    if found.get("type") == "array":
        return f"[{_type(described, found['items'])}]"
    if "enum" in found:
        return " | ".join(map(str, found["enum"]))
    words = str(found.get("format") or found.get("type", ""))
    if "$ref" in shape:
        words = str(found.get("title", ""))
    longest = found.get("maxLength")
    return f"{words} ≤ {longest}" if longest else words


def _example(described: Mapping[str, Any], media: str, shape: Mapping[str, Any]) -> str:
    """Return what is sent, as curl takes it; of fields that may be left out none."""
    if not media:
        return ""
    if media == "multipart/form-data":
        return "-F files=@photo.jpg"
    wanted = {
        name: _sample(described, shape["properties"][name]) for name in shape.get("required", ())
    }
    return f"--json '{json.dumps(wanted, ensure_ascii=False)}'"


def _sample(described: Mapping[str, Any], shape: Mapping[str, Any]) -> Any:
    """Return a value of a shape."""
    found = _resolved(described, shape)
    if "enum" in found:
        return found["enum"][0]
    if found.get("format") == "date":
        return "2026-03-01"
    return 0 if found.get("type") == "integer" else "…"
