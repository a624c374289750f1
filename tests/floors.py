"""How much of the code the tests must reach: all of what decides, nearly all of the rest."""

import json
from pathlib import Path, PurePosixPath
from typing import Any

WHOLE = 95.0
DECIDING = {"actions", "engines", "permits", "rules"}


def must_be_whole(name: str) -> bool:
    """Test whether every branch of the file called ``name`` has to be reached."""
    return bool(DECIDING & set(PurePosixPath(name).with_suffix("").parts))


def complaints(report: Path) -> list[str]:
    """Return a sentence for each floor that coverage's JSON ``report`` shows to be missed."""
    data: dict[str, Any] = json.loads(report.read_text())
    reached = data["totals"]["percent_covered"]
    found = [f"whole: {reached:.1f} % of {WHOLE} %"] if reached < WHOLE else []
    for name, file in sorted(data["files"].items()):
        if must_be_whole(name) and file["summary"]["percent_covered"] < 100:
            lines = [*map(str, file["missing_lines"])]
            branches = [f"{start}→{end}" for start, end in file["missing_branches"]]
            found.append(f"{name}: not reached {', '.join(lines + branches)}")
    return found
