"""The kernel as an app, so that it can collect what the others register."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class KernelConfig(AppConfig):
    """Settings of the app."""

    name = "liandu.kernel"

    def ready(self) -> None:
        """Import what each app registers, so that every list is whole before the first request."""
        autodiscover_modules("permits", "actions", "panels")
