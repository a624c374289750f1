"""Tables of the committees app."""

from liandu.committees.models.committees import (
    Committee,
    CommitteeMember,
    CommitteePost,
    CommitteeTerm,
)
from liandu.committees.models.mechanisms import (
    Mechanism,
    MechanismDefault,
    MechanismVersion,
)
from liandu.committees.models.words import POSTS, SHAPES, SHARES, VOTES_OF

__all__ = [
    "POSTS",
    "SHAPES",
    "SHARES",
    "VOTES_OF",
    "Committee",
    "CommitteeMember",
    "CommitteePost",
    "CommitteeTerm",
    "Mechanism",
    "MechanismDefault",
    "MechanismVersion",
]
