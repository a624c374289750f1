"""The contracts app."""

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """Settings of the app."""

    name = "liandu.contracts"
