"""Saying what happens, running other programs, and naming what is missing. Python alone."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Begins what nobody may overlook, even where all else went well.
LOUD = "!!!"


class Missing(Exception):
    """Something is not there; the sentence ends with the command that mends it."""


def say(sentence: str) -> None:
    """Tell the person at the terminal what is being done."""
    sys.stdout.write(f"• {sentence}\n")
    sys.stdout.flush()


def code(command: Sequence[str | Path], env: Mapping[str, str] | None = None) -> int:
    """Run ``command`` in the project's folder and return its exit code."""
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **(env or {})}).returncode


def succeed(command: Sequence[str | Path], mend: str, env: Mapping[str, str] | None = None) -> None:
    """Run ``command`` and go on only if it succeeds.

    :raises Missing: with ``mend`` if it does not
    """
    try:
        failed = code(command, env) != 0
    except FileNotFoundError:
        failed = True
    if failed:
        message = f"{' '.join(str(word) for word in command[:4])} … failed. {mend}"
        raise Missing(message)


def digest(*parts: str | Path) -> str:
    """Return one hash of texts and of the contents of files."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part.read_bytes() if isinstance(part, Path) else part.encode())
        whole.update(b"\0")
    return whole.hexdigest()


def stamped(stamp: Path, value: str) -> bool:
    """Test whether ``stamp`` says that the work for ``value`` was done already."""
    return stamp.exists() and stamp.read_text() == value


def run_quietly(
    command: Sequence[str | Path], env: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Run ``command`` and return its exit code and all it said."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.returncode, done.stdout
