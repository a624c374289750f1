"""The operation app."""

from django.apps import AppConfig


class OperationConfig(AppConfig):
    """Settings of the app."""

    name = "liandu.operation"
