"""``liandu migrate``: Django's own, while the second wall steps aside."""

from typing import Any

from django.core.management.commands import migrate

from liandu.access import second_wall


class Command(migrate.Command):
    """Change the tables; where the second wall stands, it stands again before all of them."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Let the wall step aside, so that what it hangs on can change, and renew it."""
        if not (options["plan"] or options["check_unapplied"]):
            second_wall.step_aside()
        super().handle(*args, **options)
        second_wall.renew()
