"""Records for tests of who may know of them."""

from typing import Any

from liandu.access.models import Guarded
from liandu.orgs.models import Body
from liandu.works.models import SupervisedObject


def record(owner: Body, **fields: Any) -> SupervisedObject:
    """Return a supervised object kept by ``owner``."""
    fields = {"number": "XM-2023-0001", "name": "灌区续建", **fields}
    found: SupervisedObject = SupervisedObject.objects.create(
        owner_body=owner, normal_name=fields["name"], **fields
    )
    return found


def is_seen(record: Guarded, actor: Any) -> bool:
    """Test whether ``actor`` may know of ``record``, read afresh."""
    found: bool = type(record).objects.visible_to(actor).filter(pk=record.pk).exists()
    return found
