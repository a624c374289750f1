"""Tidying the folder of stored content."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from liandu.files.actions import sweep

LEFT_BEHIND = timedelta(days=1)


class Command(BaseCommand):
    """``liandu sweep_files``."""

    help = "Remove stored content that no row names: what failed uploads left behind. Once a day."

    def handle(self, *_: Any, **__: Any) -> None:
        """Sweep what is a day old, so that nothing under way is touched."""
        self.stdout.write(f"{sweep(timezone.now() - LEFT_BEHIND)} removed")
