"""Tables of supervised objects, their links and tiers, templates, light rules and imports."""

from liandu.works.models.imports import ColumnMapping, ImportBatch
from liandu.works.models.objects import (
    Checkpoint,
    SupervisedObject,
    SupervisionLink,
    SupervisionTier,
    TierMember,
)
from liandu.works.models.problems import LABELS, told
from liandu.works.models.templates import Field, LightRule, LinkTemplate, LinkTemplateItem
from liandu.works.models.words import (
    CHECKPOINT_STATES,
    COMPARISONS,
    METRICS,
    OBJECT_TYPES,
    STATUSES,
    TIERS,
    WARNINGS,
)

__all__ = [
    "CHECKPOINT_STATES",
    "COMPARISONS",
    "LABELS",
    "METRICS",
    "OBJECT_TYPES",
    "STATUSES",
    "TIERS",
    "WARNINGS",
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
    "told",
]
