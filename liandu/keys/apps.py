"""The keys app."""

from django.apps import AppConfig


class KeysConfig(AppConfig):
    """Settings of the app."""

    name = "liandu.keys"
