"""House rules about what is registered: the glossary's reach and the line of migrations."""

import re
from collections.abc import Iterable, Mapping, Sequence


def unexplained(names: Iterable[str], glossary: str) -> list[str]:
    """Return the ``names`` that the glossary has no entry for: it writes each as `code`."""
    explained = set(re.findall(r"`([^`]+)`", glossary))
    return sorted(set(names) - explained)


def branches(parents: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the migrations of one app that join or part its line."""
    joined = [
        f"{name} joins {', '.join(above)}" for name, above in parents.items() if len(above) > 1
    ]
    first = [name for name, above in parents.items() if not above]
    named = [parent for above in parents.values() for parent in above]
    parted = [f"two follow {name}" for name in sorted(set(named)) if named.count(name) > 1]
    return [*joined, *parted, *(f"{name} begins again" for name in sorted(first)[1:])]
