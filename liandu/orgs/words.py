"""What the codes of the rules are called on the page."""

from typing import Any

from django.utils.translation import pgettext_lazy

from liandu.orgs.rules import AdminKind, BodyKind, ProposalState

ADMIN_WORDS: dict[str, Any] = {
    AdminKind.SYSTEM.value: pgettext_lazy("administrator", "system administrator"),
    AdminKind.SECURITY.value: pgettext_lazy("administrator", "security administrator"),
    AdminKind.AUDIT.value: pgettext_lazy("administrator", "audit administrator"),
}
BODY_WORDS: dict[str, Any] = {
    BodyKind.COMMITTEE.value: pgettext_lazy("body", "committee"),
    BodyKind.SECRETARIAT.value: pgettext_lazy("body", "secretariat"),
    BodyKind.DISCIPLINE.value: pgettext_lazy("body", "discipline inspection"),
    BodyKind.AUDIT.value: pgettext_lazy("body", "audit office"),
    BodyKind.DEPARTMENT.value: pgettext_lazy("body", "department"),
    BodyKind.TERRITORY.value: pgettext_lazy("body", "local government"),
    BodyKind.PUBLIC_BODY.value: pgettext_lazy("body", "public body"),
    BodyKind.ENTERPRISE.value: pgettext_lazy("body", "enterprise"),
}
PROPOSAL_WORDS: dict[str, Any] = {
    ProposalState.OPEN.value: pgettext_lazy("proposal", "waits for a second person"),
    ProposalState.AGREED.value: pgettext_lazy("proposal", "agreed"),
    ProposalState.DECLINED.value: pgettext_lazy("proposal", "declined"),
    ProposalState.WITHDRAWN.value: pgettext_lazy("proposal", "withdrawn"),
    ProposalState.LAPSED.value: pgettext_lazy("proposal", "lapsed"),
}
