"""Writing about bodies, people, posts and who is signed in."""

from liandu.orgs.actions.accounts import (
    change_password,
    fail_sign_in,
    lock_out,
    sign_in,
    sign_out,
    switch_post,
)
from liandu.orgs.actions.bodies import (
    add_body,
    close_body,
    edit_body,
    move_body,
    set_jurisdiction,
    set_supervision_kind,
)
from liandu.orgs.actions.clearances import (
    agree_clearances,
    decline_clearances,
    set_clearance,
    withdraw_clearances,
)
from liandu.orgs.actions.handovers import hand_over
from liandu.orgs.actions.imports import (
    import_bodies,
    import_memberships,
    import_people,
    import_posts,
)
from liandu.orgs.actions.numbers import take_number
from liandu.orgs.actions.people import (
    add_person,
    close_account,
    edit_person,
    reopen_account,
    reset_password,
    set_admin,
    show_phone,
)
from liandu.orgs.actions.seats import (
    add_membership,
    add_post,
    close_post,
    edit_post,
    end_membership,
    set_role,
)
from liandu.orgs.actions.sessions import end_session, end_sessions

__all__ = [
    "add_body",
    "add_membership",
    "add_person",
    "add_post",
    "agree_clearances",
    "change_password",
    "close_account",
    "close_body",
    "close_post",
    "decline_clearances",
    "edit_body",
    "edit_person",
    "edit_post",
    "end_membership",
    "end_session",
    "end_sessions",
    "fail_sign_in",
    "hand_over",
    "import_bodies",
    "import_memberships",
    "import_people",
    "import_posts",
    "lock_out",
    "move_body",
    "reopen_account",
    "reset_password",
    "set_admin",
    "set_clearance",
    "set_jurisdiction",
    "set_role",
    "set_supervision_kind",
    "show_phone",
    "sign_in",
    "sign_out",
    "switch_post",
    "take_number",
    "withdraw_clearances",
]  # fmt: skip
