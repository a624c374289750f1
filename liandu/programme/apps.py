"""The programme app."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """Settings of the app."""

    name = "liandu.programme"
