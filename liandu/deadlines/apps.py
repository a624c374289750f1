"""The deadlines app."""

from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    """Settings of the app."""

    name = "liandu.deadlines"
