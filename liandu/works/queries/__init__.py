"""Reading supervised objects, their links and lights, and what they are set up with."""

from liandu.works.queries.lights import (
    Overview,
    is_showing,
    light_rules,
    provide_open_findings,
)
from liandu.works.queries.objects import (
    checkpoints,
    lead_bodies,
    listed,
    objects,
    overview,
    seen_link,
    seen_object,
    tiers,
)
from liandu.works.queries.templates import (
    fields,
    link_names,
    template,
    template_in_use,
    templates,
    templates_in_use,
)

__all__ = [
    "Overview",
    "checkpoints",
    "fields",
    "is_showing",
    "lead_bodies",
    "light_rules",
    "link_names",
    "listed",
    "objects",
    "overview",
    "provide_open_findings",
    "seen_link",
    "seen_object",
    "template",
    "template_in_use",
    "templates",
    "templates_in_use",
    "tiers",
]
