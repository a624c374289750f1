"""The description of the interface, with what every operation may answer besides."""

from collections.abc import Mapping
from typing import Any

from liandu.interfaces.api.problems import MEDIA_TYPE

PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "Why something was not done (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "const": "about:blank"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What happened and what to do"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "detail"],
                "properties": {"field": {"type": "string"}, "detail": {"type": "string"}},
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
READING = {
    401: "No token that holds was shown",
    403: "The token or the post reaches the record but may not do this",
    404: "It does not exist, or the post may not know of it",
    405: "The address does not take this method",
    422: "The request is not as described, or what was entered cannot be used",
    429: "The token asked too often; wait as long as Retry-After says",
}
WRITING = {
    400: "The request cannot be read, or has no Idempotency-Key",
    409: "It has moved on meanwhile, or a step before this one is missing",
    413: "More was sent than is taken at once",
}
HANDING_OUT = {409: "It is in quarantine: what it would do is told on its page"}
HEADERS = {
    401: {"WWW-Authenticate": {"schema": {"type": "string"}}},
    405: {"Allow": {"schema": {"type": "string"}}},
    429: {"Retry-After": {"schema": {"type": "integer"}}},
}


def described(schema: Any) -> dict[str, Any]:
    """Return the description with every refusal of every operation."""
    found = dict(schema)
    found["components"]["schemas"]["Problem"] = PROBLEM
    found["servers"] = [{"url": "/api/v1"}]
    for operations in found["paths"].values():
        for method, operation in operations.items():
            more = WRITING if method == "post" else HANDING_OUT if is_file(operation) else {}
            operation["responses"] |= refusals(more)
    return found


def is_file(operation: Mapping[str, Any]) -> bool:
    """Test whether an operation hands out a file."""
    return "application/json" not in operation["responses"].get(200, {}).get("content", {})


def refusals(more: Mapping[int, str]) -> dict[int, Any]:
    """Return the refusals that an operation may answer: those of all, and ``more``."""
    every = {**READING, **more}
    return {status: refusal(status, words) for status, words in sorted(every.items())}


def refusal(status: int, words: str) -> dict[str, Any]:
    """Return one refusal as the description has it."""
    shape = {"$ref": "#/components/schemas/Problem"}
    answer: dict[str, Any] = {"description": words, "content": {MEDIA_TYPE: {"schema": shape}}}
    if status in HEADERS:
        answer["headers"] = HEADERS[status]
    return answer
