"""The search app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Settings of the app."""

    name = "liandu.search"

    def ready(self) -> None:
        """Hear of every record that is written."""
        from liandu.access.guarded import kept_with  # noqa: PLC0415 - tables exist only now
        from liandu.search.actions import keep  # noqa: PLC0415

        kept_with(keep)
