"""What the codes of the rules are called on the page."""

from typing import Any

from django.utils.translation import pgettext_lazy

from liandu.access.rules import GrantLevel, Label, PartyRole, Purpose, TieKind, WallSource

LABEL_WORDS: dict[int, Any] = {
    Label.PUBLIC.value: pgettext_lazy("label", "public"),
    Label.INTERNAL.value: pgettext_lazy("label", "internal"),
    Label.SENSITIVE.value: pgettext_lazy("label", "sensitive"),
    Label.RESTRICTED.value: pgettext_lazy("label", "core sensitive"),
}
LEVEL_WORDS: dict[str, Any] = {
    GrantLevel.READ.value: pgettext_lazy("grant", "read"),
    GrantLevel.COMMENT.value: pgettext_lazy("grant", "read and comment"),
    GrantLevel.CO_HANDLE.value: pgettext_lazy("grant", "handle together"),
}
PURPOSE_WORDS: dict[str, Any] = {
    Purpose.PARTY.value: pgettext_lazy("grant", "party to the record"),
    Purpose.TEAM.value: pgettext_lazy("grant", "team"),
    Purpose.COOPERATION.value: pgettext_lazy("grant", "cooperation"),
    Purpose.CONSULTATION.value: pgettext_lazy("grant", "consultation"),
    Purpose.OVERSIGHT.value: pgettext_lazy("grant", "oversight"),
}
PARTY_WORDS: dict[str, Any] = {
    PartyRole.KEEPER.value: pgettext_lazy("party", "keeps the list the object is on"),
    PartyRole.LEAD_BODY.value: pgettext_lazy("party", "lead body"),
    PartyRole.RESPONSIBLE_BODY.value: pgettext_lazy("party", "responsible body"),
    PartyRole.SUPERVISING_BODY.value: pgettext_lazy("party", "supervising body"),
    PartyRole.TAKES_PART.value: pgettext_lazy("party", "takes part"),
    PartyRole.INSPECTED.value: pgettext_lazy("party", "is inspected"),
    PartyRole.ISSUER.value: pgettext_lazy("party", "issues it jointly"),
    PartyRole.RECIPIENT.value: pgettext_lazy("party", "it is addressed to"),
    PartyRole.MEMBER.value: pgettext_lazy("party", "member body"),
    PartyRole.SUPERIOR.value: pgettext_lazy("party", "superior body"),
    PartyRole.COORDINATOR.value: pgettext_lazy("party", "settles the dispute"),
}
TIE_WORDS: dict[str, Any] = {
    TieKind.KIN.value: pgettext_lazy("tie", "near relative"),
    TieKind.INTEREST.value: pgettext_lazy("tie", "own interest"),
    TieKind.WITNESS.value: pgettext_lazy("tie", "witness"),
    TieKind.FORMER_COLLEAGUE.value: pgettext_lazy("tie", "worked there before"),
    TieKind.OTHER.value: pgettext_lazy("tie", "other tie"),
}
WALL_WORDS: dict[str, Any] = {
    WallSource.SUBJECT.value: pgettext_lazy("wall", "the record is about them"),
    WallSource.TIE.value: pgettext_lazy("wall", "tied to whom it is about"),
    WallSource.DECLARED.value: pgettext_lazy("wall", "stepped back"),
}
WHY_WORDS: dict[str, Any] = {
    "seat": pgettext_lazy("reason", "the post has it in scope"),
    "party": pgettext_lazy("reason", "the body takes part in it"),
    "grant": pgettext_lazy("reason", "it was shared"),
    "team": pgettext_lazy("reason", "member of a team that works on it"),
    "emergency": pgettext_lazy("reason", "opened in an emergency"),
    "admin": pgettext_lazy("reason", "administrators see no business"),
    "closed": pgettext_lazy("reason", "the account is closed"),
    "wall": pgettext_lazy("reason", "recused"),
    "kept": pgettext_lazy("reason", "the body is not told of it yet"),
    "label": pgettext_lazy("reason", "the label is above the clearance"),
}
