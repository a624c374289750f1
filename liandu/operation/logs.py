"""Lines of JSON that can be handed to whoever collects logs: nothing of what was said is in them.

Of what other programs log only the words their programmers wrote are
kept, not the values put into them: those may be titles, names or addresses. Of a fault, its kind
and the places in the code, not its message.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

OWN = "liandu."


def said(record: logging.LogRecord) -> str:
    """Return the words of a record as they stand in the code, without the values put into them.

    What others log without values of its own may be put together of them: that is left out.
    """
    is_plain = isinstance(record.msg, str) and (record.args or record.name.startswith(OWN))
    return str(record.msg) if is_plain else ""


class JsonFormatter(logging.Formatter):
    """A line of JSON without content: safe to be sent to whoever collects logs."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one record as a line."""
        at = datetime.fromtimestamp(record.created, UTC)
        told: dict[str, Any] = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "says": said(record),
        }
        told |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[0]:
            told["fault"] = record.exc_info[0].__name__
            told["where"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(told, ensure_ascii=False)
