"""The inspections app."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    """Settings of the app."""

    name = "liandu.inspections"
