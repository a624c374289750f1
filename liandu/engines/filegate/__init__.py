"""What may come in as a file, and as what: decided by content, within bounds, before parsing.

``check`` never raises. It answers with an :class:`Accepted` or a :class:`Refused`; the words for a
refusal are the caller's. Not here: PDF actions, quarantine, virus scanners, a child process.
"""

from liandu.engines.filegate.gate import check
from liandu.engines.filegate.images import thumbnail
from liandu.engines.filegate.kinds import KINDS, Accepted, Fault, Kind, Limits, Refused
from liandu.engines.filegate.names import clean_name

__all__ = [
    "KINDS",
    "Accepted",
    "Fault",
    "Kind",
    "Limits",
    "Refused",
    "check",
    "clean_name",
    "thumbnail",
]
