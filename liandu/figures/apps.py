"""The figures app."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """Settings of the app."""

    name = "liandu.figures"
