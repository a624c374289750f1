"""Signing for the evidence of the day."""

from typing import Any

from django.core.management.base import BaseCommand

from liandu.files.actions import seal_evidence


class Command(BaseCommand):
    """``liandu seal_evidence``."""

    help = "Sign for all evidence not signed for yet, as one batch with the time. Once a day."

    def handle(self, *_: Any, **__: Any) -> None:
        """Seal what waits."""
        self.stdout.write(f"{seal_evidence()} sealed")
