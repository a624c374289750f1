"""The REST interface: what every operation of it is made of."""

from liandu.interfaces.api import bodies  # noqa: F401 - it hangs its operations
from liandu.interfaces.api.areas import Area
from liandu.interfaces.api.bearer import ApiRequest
from liandu.interfaces.api.record import events_of
from liandu.interfaces.api.shapes import (
    Asked,
    Day,
    Happened,
    Key,
    Named,
    Page,
    Reference,
    Text,
    Words,
    narrowed,
    page_of,
)
from liandu.interfaces.api.site import hang, schema, urls

__all__ = [
    "ApiRequest", "Area", "Asked", "Day", "Happened", "Key", "Named", "Page", "Reference", "Text",
    "Words", "events_of", "hang", "narrowed", "page_of", "schema", "urls",
]  # fmt: skip
