"""The audit app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Settings of the app."""

    name = "liandu.audit"

    def ready(self) -> None:
        """Become the one that keeps the record."""
        from liandu.audit.actions import write_event  # noqa: PLC0415 - tables exist only now
        from liandu.kernel.events import write_with  # noqa: PLC0415

        write_with(write_event)
