"""Whether two findings say that the same rule was broken."""

import unicodedata


def plain_rule(words: str) -> str:
    """Return the name of a rule without what people write one way or another: marks and spaces."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def same_rule(one: str, other: str) -> bool:
    """Test whether two rules are the same but for marks, spaces and widths of letters."""
    return plain_rule(one) == plain_rule(other)
