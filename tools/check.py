"""Every check that needs no running site, from style to the house rules."""

import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from tools.install import VENV
from tools.steps import LOUD, ROOT, run_quietly, say

PYTHON_SOURCES = ("liandu", "tests", "tools", "bench")
HOUSE = ["python", "-m", "pytest", "tests/architecture", "-p", "no:randomly"]


def checks() -> dict[str, list[str]]:
    """Return each check by name: the program of the environment and its arguments."""
    templates = [str(path) for path in sorted(ROOT.glob("liandu/*/templates/**/*.html"))]
    return {
        "types": ["mypy", *(name for name in PYTHON_SOURCES if (ROOT / name).is_dir())],
        "style": ["ruff", "check", "."],
        "form": ["ruff", "format", "--check", "."],
        "imports": ["lint-imports"],
        "dependencies": ["deptry", "."],
        "templates": ["djlint", "--lint", "--quiet", *templates],
        "template form": ["djade", "--check", *templates],
        "advisories": ["python", "-m", "tools.advisories"],
        "contents": ["python", "-m", "tools.sbom"],
        "migrations": ["python", "-m", "liandu", "makemigrations", "--check", "--dry-run"],
    }


def failed(wanted: dict[str, list[str]]) -> list[str]:
    """Run the checks two at a time, print what the failing ones say, and return their names."""
    with tempfile.TemporaryDirectory() as data, ThreadPoolExecutor(2) as pool:
        env = {"LIANDU_DATA": data}
        commands = {name: [VENV / "bin" / words[0], *words[1:]] for name, words in wanted.items()}
        results = pool.map(lambda command: run_quietly(command, env), commands.values())
        broken = []
        for name, (code, text) in zip(commands, results, strict=True):
            say(f"{name}: {'ok' if code == 0 else 'FAILED'}")
            loud = [line for line in text.splitlines() if line.startswith(LOUD)]
            if loud and not code:
                sys.stdout.write("".join(f"{line}\n" for line in loud))
            if code:
                sys.stdout.write(text + "\n")
                broken.append(name)
    return broken


def main(*arguments: str) -> int:
    """Run all checks, or those named."""
    wanted = {**checks(), "house rules": HOUSE}
    broken = failed({name: wanted[name] for name in arguments or wanted})
    say(f"failed: {', '.join(broken)}" if broken else "every check passed")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
