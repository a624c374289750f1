"""The meetings app."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Settings of the app."""

    name = "liandu.meetings"
