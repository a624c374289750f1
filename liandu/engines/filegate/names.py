"""Names of files: what a name may hold, and what it is cleaned of."""

import re
import unicodedata

from liandu.engines.filegate.kinds import Fault, Refusal

# Windows cannot save a file under a name with these.
UNSAVABLE = re.compile(r'[:*?"<>|]')
SPACES = re.compile(r"\s+")
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean_name(name: str, longest: int = 200) -> tuple[str, str]:
    """Return the name as it will be shown and saved, and its extension in lower case.

    Letters that cannot be seen, or that turn the ones behind them around, are refused and not
    cleaned away: no honest name has them.

    :raises Refusal: if the name is empty, too long, leads elsewhere, or hides something
    """
    plain = unicodedata.normalize("NFC", name)
    if any(unicodedata.category(letter) in HIDDEN for letter in plain):
        raise Refusal(Fault.NAME_HIDDEN)
    if "/" in plain or "\\" in plain:
        raise Refusal(Fault.NAME_PATH)
    plain = SPACES.sub(" ", UNSAVABLE.sub("_", plain)).strip(" .")
    stem, _, extension = plain.rpartition(".")
    if not stem.strip(" ."):
        raise Refusal(Fault.NAME_EMPTY)
    if len(plain) > longest:
        raise Refusal(Fault.NAME_LONG, limit=longest)
    return plain, extension.lower()
