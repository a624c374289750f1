"""Are faults known of what a release brings? Asked of PyPI's advisories by pip-audit.

    python -m tools.advisories      ends with 1 if there are; without a network it says so, loudly

What is known and does not concern us is named in ``ACCEPTED``, each with its reason.
"""

import json
import os
import subprocess
import sys
from typing import Any

from tools.install import VENV, uv_settings
from tools.steps import LOUD, ROOT

LOCKS = ("requirements.txt", "requirements-uv.txt")
ACCEPTED: dict[str, str] = {}
LONGEST = 120


def asked() -> dict[str, Any] | None:
    """Return what pip-audit answers; nothing if it could not ask."""
    command: list[str] = [str(VENV / "bin" / "pip-audit"), "--disable-pip", "--require-hashes"]
    command += ["--format=json", "--progress-spinner=off", "--timeout=15"]
    for lock in LOCKS:
        command += ["-r", str(ROOT / lock)]
    trusted = uv_settings().get("SSL_CERT_FILE")
    own = {"REQUESTS_CA_BUNDLE": trusted} if trusted else {}
    try:
        done = subprocess.run(
            command, env={**os.environ, **own}, capture_output=True, text=True, timeout=LONGEST
        )
        found: dict[str, Any] = json.loads(done.stdout)
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return None
    return found


def judged(found: dict[str, Any] | None) -> tuple[int, list[str]]:
    """Return the exit code and what there is to say about an answer."""
    if found is None:
        return 0, [f"{LOUD} COULD NOT BE AUDITED: PyPI's advisories do not answer from here"]
    pieces = found["dependencies"]
    skipped = [one["name"] for one in pieces if "skip_reason" in one]
    named = f"{len(skipped)} of {len(pieces)}, {', '.join(skipped[:3])} …"
    said = [f"{LOUD} COULD NOT BE AUDITED: {named} PyPI's advisories do not know them"]
    said = said if skipped else []
    faults = [
        f"{one['name']} {one['version']}: {fault['id']}, mended in "
        f"{', '.join(fault['fix_versions']) or 'no version yet'}"
        for one in pieces
        for fault in one.get("vulns", ())
        if fault["id"] not in ACCEPTED
    ]
    return int(bool(faults)), said + faults


def main() -> int:
    """Ask, and say what was answered."""
    code, said = judged(asked())
    sys.stdout.write("".join(f"{line}\n" for line in said))
    return code


if __name__ == "__main__":
    sys.exit(main())
