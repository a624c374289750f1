"""The files that the house rules look at."""

import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PICTURES = {".png", ".jpg", ".ico", ".webp", ".xlsx", ".docx", ".pdf", ".zip"}

Rule = Callable[[str], list[str]]


def committed() -> list[Path]:
    """Return every file that is, or is about to be, committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.splitlines() if (path := ROOT / name).is_file()]


def named(*patterns: str) -> list[Path]:
    """Return the committed files that match one of ``patterns``, migrations left out."""
    return [
        path
        for path in committed()
        if "migrations" not in path.parts
        if any(path.relative_to(ROOT).match(pattern) for pattern in patterns)
    ]


def python(*tops: str) -> list[Path]:
    """Return the committed Python under the top folders ``tops``."""
    return [p for p in named("*.py") if p.relative_to(ROOT).parts[0] in tops]


def app_of(path: Path) -> str:
    """Return the app that ``path`` belongs to."""
    return path.relative_to(ROOT).parts[1]


def role(path: Path) -> str:
    """Return which of an app's files ``path`` is, or is a part of, such as models or actions."""
    parts = path.relative_to(ROOT).parts
    return parts[2].removesuffix(".py") if len(parts) > 2 else ""


def parts(*roles: str) -> list[Path]:
    """Return the Python files of all apps that are one of ``roles``, or a part of one."""
    return [path for path in python("liandu") if role(path) in roles]


def broken(rule: Rule, paths: Iterable[Path]) -> list[str]:
    """Return what ``rule`` finds wrong, each with the file it is in."""
    return [
        f"{path.relative_to(ROOT)}: {fault}" for path in paths for fault in rule(path.read_text())
    ]
