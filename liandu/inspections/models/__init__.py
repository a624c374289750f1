"""Tables of inspections: the plan, its checklist and items, the team, the workpapers."""

from liandu.inspections.models.checklists import ChecklistItem, ChecklistTemplate
from liandu.inspections.models.inspections import Inspection
from liandu.inspections.models.parts import InspectionItem, InspectionMember, Workpaper

__all__ = [
    "ChecklistItem",
    "ChecklistTemplate",
    "Inspection",
    "InspectionItem",
    "InspectionMember",
    "Workpaper",
]
