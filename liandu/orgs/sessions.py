"""Where sessions are kept: each row knows whose it is, so that all of a person's can be ended."""

from typing import Any

from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as Stored
from django.contrib.sessions.base_session import AbstractBaseSession

from liandu.kernel.whom import asking_itself

BEGAN = "began"
# It is read before anybody is known; of others' no page reads anything.
itself = asking_itself("session")


class SessionStore(Stored):
    """Django's own, in a table of ours."""

    _get_session_from_db = itself(Stored._get_session_from_db)  # type: ignore[attr-defined]  # noqa: SLF001
    exists = itself(Stored.exists)
    save = itself(Stored.save)
    delete = itself(Stored.delete)

    @classmethod
    def get_model_class(cls) -> Any:
        """Return the table, by its name: its rows name this store."""
        return apps.get_model("orgs", "Session")

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """Return the row for what a session holds: with whose it is and where it began."""
        row = super().create_model_instance(data)
        own: Any = row
        own.person_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        own.began = data.get(BEGAN, "")
        return row
