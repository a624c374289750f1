"""Writing about bodies, people, posts and who is signed in."""

from liandu.orgs.actions.accounts import (
    change_password,
    fail_sign_in,
    lock_out,
    set_preferences,
    sign_in,
    sign_out,
    switch_post,
)
from liandu.orgs.actions.numbers import take_number, take_numbers

__all__ = [
    "change_password", "fail_sign_in", "lock_out", "set_preferences", "sign_in", "sign_out",
    "switch_post", "take_number", "take_numbers",
]  # fmt: skip
