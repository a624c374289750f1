"""The findings app."""

from django.apps import AppConfig


class FindingsConfig(AppConfig):
    """Settings of the app."""

    name = "liandu.findings"
