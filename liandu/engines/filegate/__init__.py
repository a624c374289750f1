"""What may come in as a file, and as what: decided by content, within bounds, before parsing.

``check`` never raises. It answers with an :class:`Accepted` or a :class:`Refused`; the words for a
refusal are the caller's. What would act when opened is accepted with a list of what it would do,
for quarantine. Pictures and PDFs are parsed in a child process alone. A virus scanner, where there
is one, is asked last.
"""

from liandu.engines.filegate.bounded import DRAWN, draw
from liandu.engines.filegate.gate import check
from liandu.engines.filegate.kinds import KINDS, Accepted, Active, Fault, Kind, Limits, Refused
from liandu.engines.filegate.names import clean_name

__all__ = [
    "DRAWN",
    "KINDS",
    "Accepted",
    "Active",
    "Fault",
    "Kind",
    "Limits",
    "Refused",
    "check",
    "clean_name",
    "draw",
]
