"""Tables of the cooperation app."""

from liandu.cooperation.models.disputes import CooperationDispute
from liandu.cooperation.models.exchange import CooperationQuestion, CooperationReply, LentPerson
from liandu.cooperation.models.materials import CooperationMaterial
from liandu.cooperation.models.reports import SuperiorReport
from liandu.cooperation.models.requests import CooperationRequest
from liandu.cooperation.models.words import OUTCOMES, REQUEST_KINDS, REQUEST_STATES, URGENCIES

__all__ = [
    "OUTCOMES", "REQUEST_KINDS", "REQUEST_STATES", "URGENCIES", "CooperationDispute",
    "CooperationMaterial", "CooperationQuestion", "CooperationReply", "CooperationRequest",
    "LentPerson", "SuperiorReport",
]  # fmt: skip
