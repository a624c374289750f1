"""The portal app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Settings of the app."""

    name = "liandu.portal"
