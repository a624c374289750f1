"""Tables of inspections: the plan, its checklist and items, the team, the workpapers."""

from liandu.inspections.models.checklists import ChecklistItem, ChecklistTemplate
from liandu.inspections.models.inspections import Inspection
from liandu.inspections.models.parts import InspectionItem, InspectionMember, Workpaper
from liandu.inspections.models.reports import Countersignature, Statement

__all__ = [
    "ChecklistItem",
    "ChecklistTemplate",
    "Countersignature",
    "Inspection",
    "InspectionItem",
    "InspectionMember",
    "Statement",
    "Workpaper",
]
