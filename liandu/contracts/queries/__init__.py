"""Reading contracts, what is entered of them, and what is to be looked at. Nothing here writes."""

from liandu.contracts.queries.entries import (
    choices_of_contract,
    contracts,
    listed,
    milestones_of,
    of_object,
    seen_contract,
    seen_entry,
)
from liandu.contracts.queries.limits import (
    limit_set,
    limit_sets,
    limits,
    limits_in_force,
    project_to_check,
    projects_to_check,
)
from liandu.contracts.queries.packages import as_oc4ids, head_of_package, project, projects
from liandu.contracts.queries.prompts import (
    count_of,
    earlier,
    facts_of,
    link_of,
    lying_in,
    of_contract,
    open_of,
    prompts,
    seen_prompt,
    to_look_at,
)
from liandu.contracts.queries.prompts import listed as listed_prompts

__all__ = [
    "as_oc4ids", "choices_of_contract", "contracts", "count_of", "earlier", "facts_of",
    "head_of_package", "limit_set", "limit_sets", "limits", "limits_in_force", "link_of",
    "listed", "listed_prompts", "lying_in", "milestones_of", "of_contract", "of_object",
    "open_of", "project", "project_to_check", "projects", "projects_to_check", "prompts",
    "seen_contract", "seen_entry", "seen_prompt", "to_look_at",
]  # fmt: skip
