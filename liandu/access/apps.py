"""The access app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Settings of the app."""

    name = "liandu.access"
