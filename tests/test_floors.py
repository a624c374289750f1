"""What is covered too little is found."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.floors import complaints, must_be_whole


def report(folder: Path, whole: float, name: str, percent: float) -> Path:
    file: dict[str, Any] = {
        "summary": {"percent_covered": percent},
        "missing_lines": [7],
        "missing_branches": [[3, 5]],
    }
    path = folder / "coverage.json"
    path.write_text(json.dumps({"totals": {"percent_covered": whole}, "files": {name: file}}))
    return path


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("liandu/works/rules.py", True),
        ("liandu/access/actions/grants.py", True),
        ("liandu/engines/merkle/tree.py", True),
        ("liandu/works/views.py", False),
    ],
)
def test_what_decides_must_be_reached_whole(name: str, whole: bool) -> None:
    assert must_be_whole(name) is whole


def test_enough_is_enough(tmp_path: Path) -> None:
    assert complaints(report(tmp_path, 95.0, "liandu/works/views.py", 60.0)) == []


def test_too_little_is_named(tmp_path: Path) -> None:
    assert complaints(report(tmp_path, 94.9, "liandu/works/rules.py", 99.0)) == [
        "whole: 94.9 % of 95.0 %",
        "liandu/works/rules.py: not reached 7, 3→5",
    ]
