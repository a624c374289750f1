"""Tables of supervised objects, their links and tiers, templates, light rules and imports."""

from liandu.works.models.imports import ColumnMapping, ImportBatch
from liandu.works.models.objects import (
    Checkpoint,
    SupervisedObject,
    SupervisionLink,
    SupervisionTier,
    TierMember,
)
from liandu.works.models.templates import Field, LightRule, LinkTemplate, LinkTemplateItem

__all__ = [
    "Checkpoint",
    "ColumnMapping",
    "Field",
    "ImportBatch",
    "LightRule",
    "LinkTemplate",
    "LinkTemplateItem",
    "SupervisedObject",
    "SupervisionLink",
    "SupervisionTier",
    "TierMember",
]
