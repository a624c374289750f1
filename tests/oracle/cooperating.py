"""Requests for cooperation and material of a world of the oracle."""

from typing import Any

from liandu.access.models import Guarded
from liandu.cooperation.models import CooperationMaterial, CooperationRequest
from liandu.orgs.models import Body

COOPERATION = frozenset({int(CooperationRequest.KIND), int(CooperationMaterial.KIND)})


def cooperating(
    kind: int, common: dict[str, Any], name: str, parties: list[int], nowhere: Body
) -> Guarded:
    """Return a request that was taken back, with its parties in its columns; or material.

    The material was given with a request that nobody of the world may know of.
    """
    if kind == CooperationRequest.KIND:
        sides = dict(zip(("sent_to_id", "coordinator_id"), parties, strict=False))
        return CooperationRequest(
            **common, **sides, kind="enquiry", to_body=nowhere, title=name, matter="事项",
            basis="依据", questions="问题", state="withdrawn",
        )  # fmt: skip
    common.pop("number")
    every: Any = CooperationRequest.objects.unscoped("made for a test")
    of, _made = every.get_or_create(
        owner_body=nowhere, to_body_id=common["owner_body_id"], kind="share", title="别处",
        matter="事项", basis="依据",
    )  # fmt: skip
    return CooperationMaterial(**common, request=of, title=name, expires_on="2099-12-31")
