"""How reference data lives that is kept in versions: plain Python."""

from enum import StrEnum


class TemplateState(StrEnum):
    """How a version of a template stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"
