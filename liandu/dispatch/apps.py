"""The dispatch app."""

from django.apps import AppConfig


class DispatchConfig(AppConfig):
    """Settings of the app."""

    name = "liandu.dispatch"
