"""Writing to the record."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from liandu.audit.models import Event
from liandu.kernel.actor import Actor
from liandu.kernel.events import Subject


def commit_to(salt: str, facts_text: str) -> str:
    """Return the commitment to a body of facts under a salt, in hex."""
    return hashlib.sha256(f"{salt}{facts_text}".encode()).hexdigest()


def write_event(actor: Actor, kind: str, subject: Subject, facts: Mapping[str, Any]) -> Event:
    """Write one event down, inside the caller's transaction."""
    text = json.dumps(
        {key: value for key, value in facts.items() if value not in (None, "", [], {})},
        cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"), ensure_ascii=False,
    )  # fmt: skip
    salt = secrets.token_hex(16)
    return Event.objects.create(
        at=timezone.now(),
        person_id=actor.person_id,
        post_id=actor.post_id,
        body_id=actor.body_id,
        kind=kind,
        subject_kind=subject._meta.label_lower,
        subject_id=str(subject.pk),
        facts_text=text,
        salt=salt,
        commitment=commit_to(salt, text),
    )
