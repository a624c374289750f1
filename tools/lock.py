"""Locking the versions of every dependency, with hashes and without naming any host."""

import os
import sys

from tools.install import VENV
from tools.steps import say, succeed

LOCKS = ("requirements", "requirements-dev", "requirements-uv", "requirements-node")
MEND = "The lines above name the requirement that cannot be met."


def main() -> int:
    """Write each ``requirements*.txt`` again, newest versions first."""
    # uv writes the address of an index that the environment names into what it makes.
    for variable in [name for name in os.environ if name.startswith("UV_")]:
        del os.environ[variable]
    compiler = [str(VENV / "bin" / "uv"), "pip", "compile", "-q", "--upgrade", "--universal"]
    compiler += ["--python-version", "3.11", "--generate-hashes"]
    compiler += ["--no-header", "--no-emit-index-url", "--no-emit-find-links"]
    for name in LOCKS:
        say(f"locking {name}.in")
        succeed([*compiler, f"{name}.in", "-o", f"{name}.txt"], MEND)
    say("locking package.json")
    quiet = ["--package-lock-only", "--ignore-scripts", "--loglevel=error"]
    succeed(["npm", "install", *quiet], "npm is not there. Run: apt-get install -y npm")
    return 0


if __name__ == "__main__":
    sys.exit(main())
