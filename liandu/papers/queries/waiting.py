"""Papers that wait for somebody, each with the step that is asked of them."""

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When

from liandu.kernel.actor import Actor
from liandu.papers.models import Paper, PaperIssuer, PaperRecipient
from liandu.papers.rules import DECIDERS, DRAFTERS, SIGNERS, PaperState

S = PaperState


def waiting_for(actor: Actor) -> QuerySet[Paper]:
    """Return the papers that wait for the actor; ``asked`` names the step."""
    asked = _waits(actor)
    whens = (When(stands, then=Value(step)) for stands, step in asked)
    rows: QuerySet[Paper] = Paper.objects.visible_to(actor)
    named = rows.filter(_any(asked)).annotate(
        asked=Case(*whens, default=Value(""), output_field=CharField())
    )
    return named.select_related("owner_body").order_by("created_at", "pk")


def is_waiting_for(actor: Actor) -> Q:
    """Return the condition for papers that wait for the actor."""
    return _any(_waits(actor))


def _waits(actor: Actor) -> list[tuple[Q, str]]:
    """Return the conditions under which a paper waits for the actor, each with its step."""
    own, of_paper = actor.body_id or 0, {"paper": OuterRef("pk")}
    to = PaperRecipient.objects.unscoped("a condition on papers").filter(**of_paper, body=own)
    joint = PaperIssuer.objects.unscoped("a condition on papers").filter(**of_paper, agreed_at=None)
    found = []
    if actor.has(*SIGNERS):
        found.append((Q(Exists(to.filter(signed_at=None)), state=S.ISSUED.value), "sign_for"))
    if actor.has(*DECIDERS):
        ours = Q(owner_body=own) & ~Q(drafted_by=actor.person_id)
        found += [
            (Q(Exists(joint.filter(body=own)), state=S.UNDER_APPROVAL.value), "countersign"),
            (ours & ~Exists(joint) & Q(state=S.UNDER_APPROVAL.value), "approve"),
        ]
    if actor.has(*DRAFTERS):
        found += [
            (Q(owner_body=own, state=S.APPROVED.value), "issue"),
            (Q(owner_body=own, drafted_by=actor.person_id, state=S.DRAFT.value), "submit"),
        ]
    return found


def _any(waits: list[tuple[Q, str]]) -> Q:
    """Return the condition that one of them holds."""
    condition = Q(pk__in=[])
    for stands, _step in waits:
        condition |= stands
    return condition
