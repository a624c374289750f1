"""The sharing app."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    """Settings of the app."""

    name = "liandu.sharing"
