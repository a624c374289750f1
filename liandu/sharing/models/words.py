"""What the codes of the rules are called on the page."""

from django.utils.translation import pgettext_lazy

from liandu.sharing.rules import Effect, ItemState, SharedKind, Stand

ITEM_STATES = [
    (ItemState.DRAFT.value, pgettext_lazy("shared item", "Draft")),
    (ItemState.PUBLISHED.value, pgettext_lazy("shared item", "Shared")),
    (ItemState.WITHDRAWN.value, pgettext_lazy("shared item", "Withdrawn")),
    (ItemState.DISCARDED.value, pgettext_lazy("shared item", "Discarded")),
]
ITEM_PILLS = {
    ItemState.DRAFT.value: "", ItemState.PUBLISHED.value: "g",
    ItemState.WITHDRAWN.value: "r", ItemState.DISCARDED.value: "",
}  # fmt: skip
EXPIRED = pgettext_lazy("shared item", "Expired")
ITEM_KINDS = [
    (SharedKind.NOTICE.value, pgettext_lazy("shared item", "Notice")),
    (SharedKind.PLAN.value, pgettext_lazy("shared item", "Plan")),
    (SharedKind.RESULT.value, pgettext_lazy("shared item", "Result")),
    (SharedKind.DOCUMENT.value, pgettext_lazy("shared item", "Document")),
]
EFFECTS = [
    (Effect.FINDING.value, pgettext_lazy("effect", "Led to a finding")),
    (Effect.RULE.value, pgettext_lazy("effect", "Led to a rule")),
    (Effect.NOTHING.value, pgettext_lazy("effect", "Nothing to follow up")),
]
STANDS = {
    Stand.WAITING.value: (pgettext_lazy("receipt", "To sign for"), "b"),
    Stand.LATE.value: (pgettext_lazy("receipt", "Not signed in time"), "a"),
    Stand.SIGNED.value: (pgettext_lazy("receipt", "Signed for"), "g"),
    Stand.OVER.value: (pgettext_lazy("receipt", "Ended unsigned"), ""),
}
