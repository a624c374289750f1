"""One spelling for each value, so that what was hashed or signed can be hashed again anywhere.

This is the part of JCS (RFC 8785) on which all programming languages agree. Numbers are whole and
below 2^53, for beyond that JavaScript and Java would read another; money and decimals are written
as strings, and so are times. Whoever reads in another language needs only its own JSON library.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Final

LARGEST: Final = 2**53


class NotCanonical(ValueError):
    """The value has no single spelling, and so must not be hashed."""


def canonical(value: object) -> bytes:
    """Return the one spelling of ``value``, in UTF-8.

    :raises NotCanonical: if it holds a fraction, a number too large, a key that is no text, half a
        character, or anything that JSON does not know
    """
    try:
        return _text(value).encode()
    except (UnicodeEncodeError, RecursionError) as fault:
        raise NotCanonical(type(value).__name__) from fault


def _text(value: object) -> str:
    """Return the spelling as text; the commonest first, since the record is hashed by this."""
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None:
        return "null"
    if type(value) is int and abs(value) < LARGEST:
        return str(value)
    return _members(value) if isinstance(value, Mapping) else _rare(value)


def _rare(value: object) -> str:
    """Return the spelling of a list, of true and of false; of nothing else."""
    if isinstance(value, list | tuple):
        return f"[{','.join(map(_text, value))}]"
    if isinstance(value, bool):
        return json.dumps(value)
    raise NotCanonical(repr(value))


def _members(value: Mapping[str, object]) -> str:
    """Return the spelling of an object, its keys in the order that JCS gives them."""
    pairs = [f"{spelling}:{_text(value[key])}" for key, spelling in _ordered(tuple(value))]
    return f"{{{','.join(pairs)}}}"


@lru_cache(maxsize=512)
def _ordered(keys: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return the keys in their order, each with its spelling: a record has few sets of them."""
    if not all(isinstance(key, str) for key in keys):
        raise NotCanonical(repr(keys))
    return tuple((key, encode_basestring(key)) for key in sorted(keys, key=_units))


def _units(key: str) -> bytes:
    """Return what keys are ordered by: UTF-16, where rare characters precede some common ones."""
    return key.encode("utf-16-be")
