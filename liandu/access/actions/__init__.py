"""Everything that changes who may know of a record."""

from liandu.access.actions.emergencies import (
    ask_emergency,
    open_emergency,
    refuse_emergency,
    review_emergency,
)
from liandu.access.actions.grants import (
    grant_team,
    make_team,
    revoke_grant,
    set_team,
    share,
    sync_parties,
)
from liandu.access.actions.labels import follows_label, set_label
from liandu.access.actions.walls import (
    declare_recusal,
    declare_tie,
    drop_subject,
    end_tie,
    name_subject,
)

__all__ = [
    "ask_emergency", "declare_recusal", "declare_tie", "drop_subject", "end_tie", "follows_label",
    "grant_team", "make_team", "name_subject", "open_emergency", "refuse_emergency",
    "review_emergency", "revoke_grant", "set_label", "set_team", "share",
    "sync_parties",
]  # fmt: skip
