"""Labels, kinds of record and the key that ties them to a body: plain Python."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Final


class Label(IntEnum):
    """How a record is to be handled. State secrets have no label: they do not belong here."""

    PUBLIC = 0
    INTERNAL = 1
    SENSITIVE = 2
    RESTRICTED = 3


class RecordKind(IntEnum):
    """The kinds of record that roles bring into sight body-wide. Stored as numbers: append only."""

    SUPERVISED_OBJECT = 0
    INSPECTION = 1
    FINDING = 2
    LEAD = 3
    PAPER = 4
    SNAPSHOT = 5
    RECONCILIATION = 6
    COMMITTEE = 7
    ESTABLISHED_RULE = 8
    MEETING = 9
    SUPERVISION_PROJECT = 10
    COOPERATION_REQUEST = 11
    COOPERATION_MATERIAL = 12
    SHARED_ITEM = 13
    SHARING_RECEIPT = 14
    CONSULTATION = 15


class GrantLevel(StrEnum):
    """What a grant allows beyond the grantee's own rights."""

    READ = "read"
    COMMENT = "comment"
    CO_HANDLE = "co_handle"


class Purpose(StrEnum):
    """Why a record is shared. ``PARTY`` is given by the record itself, never by hand."""

    PARTY = "party"
    TEAM = "team"
    COOPERATION = "cooperation"
    CONSULTATION = "consultation"
    OVERSIGHT = "oversight"


class PartyRole(StrEnum):
    """What a body is to a record that it sees as a party; stored as the basis of its grant."""

    KEEPER = "keeper"
    LEAD_BODY = "lead_body"
    RESPONSIBLE_BODY = "responsible_body"
    SUPERVISING_BODY = "supervising_body"
    TAKES_PART = "takes_part"
    INSPECTED = "inspected"
    ISSUER = "issuer"
    RECIPIENT = "recipient"
    MEMBER = "member"
    SUPERIOR = "superior"
    COORDINATOR = "coordinator"


class WallSource(StrEnum):
    """Where a recusal wall comes from."""

    SUBJECT = "subject"
    TIE = "tie"
    DECLARED = "declared"


class TieKind(StrEnum):
    """What ties a person to another person or a body (监察法 art. 67; 公务员法 art. 74, 76)."""

    KIN = "kin"
    INTEREST = "interest"
    WITNESS = "witness"
    FORMER_COLLEAGUE = "former_colleague"
    OTHER = "other"


KINDS: Final = 16
LABELS: Final = 4
LONGEST_GRANT: Final = timedelta(days=180)
LONGEST_EMERGENCY: Final = timedelta(hours=24)
# Parties stay as long as their record names them; a term would only have to be renewed.
FOR_GOOD: Final = datetime(2999, 12, 31, tzinfo=UTC)
BY_HAND: Final = frozenset({Purpose.COOPERATION, Purpose.CONSULTATION, Purpose.OVERSIGHT})


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a record is shared by hand."""

    purpose: str
    basis: str
    expires_at: datetime
    level: str = GrantLevel.READ

    def faults(self, now: datetime) -> frozenset[str]:
        """Return the names of those terms that cannot stand."""
        stands = {
            "purpose": self.purpose in BY_HAND,
            "basis": bool(self.basis.strip()),
            "expires_at": now < self.expires_at <= now + LONGEST_GRANT,
            "level": self.level in set(GrantLevel),
        }
        return frozenset(name for name, good in stands.items() if not good)


def scope_key(body_id: int, kind: int, label: int) -> int:
    """Return the number under which all records of one body, kind and label are found by index."""
    return (body_id * KINDS + kind) * LABELS + label
