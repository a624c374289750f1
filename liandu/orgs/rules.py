"""What posts, roles and administrators are, in plain Python."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

CODE: Final = re.compile(r"[1-9]\d{5}")
HIGHEST_CLEARANCE: Final = 3
# The kinds of record that a role may see body-wide (access/rules.py, RecordKind).
SIGHTED_KINDS: Final = frozenset({0, 1, 2, 3})


class RoleCode(StrEnum):
    """The roles that permits know by name; installations may add more, which only widen sight."""

    SECRETARIAT = "secretariat"
    LIAISON = "liaison"
    INSPECTOR = "inspector"
    HANDLER = "handler"
    HEAD = "head"
    LEADER = "leader"
    LEAD_CUSTODIAN = "lead_custodian"


class AdminKind(StrEnum):
    """The three administrators; a person is at most one, and then holds no post."""

    SYSTEM = "system_admin"
    SECURITY = "security_admin"
    AUDIT = "audit_admin"


class BodyKind(StrEnum):
    """What sort of body it is."""

    COMMITTEE = "committee"
    SECRETARIAT = "secretariat"
    DISCIPLINE = "discipline"
    AUDIT = "audit"
    DEPARTMENT = "department"
    TERRITORY = "territory"
    PUBLIC_BODY = "public_body"
    ENTERPRISE = "enterprise"


@dataclass(frozen=True, slots=True)
class Seat:
    """One live membership of a person, flat: what sight and permits are computed from."""

    membership_id: int
    post_id: int
    post_name: str
    body_id: int
    body_name: str
    body_path: str
    clearance: int
    roles: frozenset[str]
    kinds: frozenset[int]


def path_of(parent_path: str, pk: int) -> str:
    """Return the path of the body ``pk`` under ``parent_path``; a subtree is a prefix of paths."""
    return f"{parent_path or '/'}{pk}/"
