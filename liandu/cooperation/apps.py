"""The cooperation app."""

from django.apps import AppConfig


class CooperationConfig(AppConfig):
    """Settings of the app."""

    name = "liandu.cooperation"
