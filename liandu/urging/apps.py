"""The urging app."""

from django.apps import AppConfig


class UrgingConfig(AppConfig):
    """Settings of the app."""

    name = "liandu.urging"
