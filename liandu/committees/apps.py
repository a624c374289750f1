"""The committees app."""

from django.apps import AppConfig


class CommitteesConfig(AppConfig):
    """Settings of the app."""

    name = "liandu.committees"
