"""The works app."""

from django.apps import AppConfig


class WorksConfig(AppConfig):
    """Settings of the app."""

    name = "liandu.works"
