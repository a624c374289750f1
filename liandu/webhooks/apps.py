"""The webhooks app."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """Settings of the app."""

    name = "liandu.webhooks"

    def ready(self) -> None:
        """Hear of every event."""
        from liandu.kernel.events import tell_with  # noqa: PLC0415 - tables exist only now
        from liandu.webhooks.actions import line_up  # noqa: PLC0415

        tell_with(line_up)
