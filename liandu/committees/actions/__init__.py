"""The writers of committees."""

from liandu.committees.actions.committees import (
    begin_term,
    create_committee,
    dissolve_committee,
    edit_committee,
    export_committees,
    set_members,
)
from liandu.committees.actions.mechanisms import (
    add_mechanism,
    adopt_mechanisms,
    discard_mechanism,
    draft_mechanism,
    edit_mechanism,
    publish_mechanism,
    retire_mechanism,
)
from liandu.committees.actions.posts import (
    HANDINGS,
    appoint,
    change_post,
    end_post,
    give_posts,
)

__all__ = [
    "HANDINGS",
    "add_mechanism",
    "adopt_mechanisms",
    "appoint",
    "begin_term",
    "change_post",
    "create_committee",
    "discard_mechanism",
    "dissolve_committee",
    "draft_mechanism",
    "edit_committee",
    "edit_mechanism",
    "end_post",
    "export_committees",
    "give_posts",
    "publish_mechanism",
    "retire_mechanism",
    "set_members",
]
