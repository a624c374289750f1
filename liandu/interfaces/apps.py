"""The interfaces app."""

from django.apps import AppConfig


class InterfacesConfig(AppConfig):
    """Settings of the app."""

    name = "liandu.interfaces"
