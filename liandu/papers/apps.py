"""The papers app."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """Settings of the app."""

    name = "liandu.papers"
