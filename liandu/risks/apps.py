"""The risks app."""

from django.apps import AppConfig


class RisksConfig(AppConfig):
    """Settings of the app."""

    name = "liandu.risks"
