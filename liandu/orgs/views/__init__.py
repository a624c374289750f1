"""Pages of accounts, bodies, posts and people."""

from liandu.orgs.views.accounts import locked_out

__all__ = ["locked_out"]
