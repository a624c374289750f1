"""The demo app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Settings of the app."""

    name = "liandu.demo"
