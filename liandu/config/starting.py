"""Starting all of the site: tables, styles, the demo once, then the web server and the worker.

Python alone: each step is a process of its own, as it would be at a console.
"""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from liandu import __version__

LIANDU = (sys.executable, "-m", "liandu")
PACKAGE = Path(__file__).resolve().parents[1]


def say(sentence: str) -> None:
    """Tell the person at the terminal what is being done."""
    sys.stdout.write(f"• {sentence}\n")
    sys.stdout.flush()


def start() -> int:
    """Prepare what is needed and run until Ctrl-C; return the exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    os.environ.setdefault("LIANDU_LOG", "plain")
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    if answers(host, port):
        sys.exit(f"\n✗ Something answers at {host}:{port} already. Set PORT to another one.")
    prepare()
    serve = [*LIANDU, "serve", "--host", host, "--port", port]
    processes = [subprocess.Popen(words) for words in (serve, [*LIANDU, "worker"])]  # noqa: S603
    return watch(processes, host, port)


def prepare() -> None:
    """Bring tables and styles up to date, and load the demo into an empty database."""
    say("bringing the tables up to date")
    succeed("migrate", "-v", "0")
    gather_static()
    if os.environ.setdefault("LIANDU_DEMO", "yes") != "no":
        say("seeing to the demo (the first time takes a minute; LIANDU_DEMO=no does without)")
        succeed("demo")


def succeed(*words: str) -> None:
    """Run a command of Liandu, and go on only if it succeeds."""
    if subprocess.run([*LIANDU, *words], check=False).returncode:  # noqa: S603
        sys.exit(
            f"\n✗ liandu {words[0]} failed. What stands above says why; liandu doctor looks on."
        )


def gather_static() -> None:
    """Collect styles, scripts and icons under names that change with their content."""
    from django.conf import settings  # noqa: PLC0415 - nothing but the place is asked of it

    whole = hashlib.sha256(__version__.encode())
    for path in sorted(PACKAGE.glob("*/static/**/*")):
        if path.is_file():
            whole.update(str(path).encode() + path.read_bytes())
    stamp, wanted = settings.STATIC_ROOT / "stamp", whole.hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        say("collecting styles and scripts")
        succeed("collectstatic", "--no-input", "-v", "0")
        stamp.parent.mkdir(exist_ok=True)
        stamp.write_text(wanted)


def answers(host: str, port: str) -> bool:
    """Test whether something listens at ``host`` and ``port``."""
    try:
        socket.create_connection((host, int(port)), timeout=1).close()
    except OSError:
        return False
    return True


def watch(processes: "list[subprocess.Popen[bytes]]", host: str, port: str) -> int:
    """Say when the site answers, wait until a process ends or the person stops all, and end all."""
    said = False
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.2)
            if not said and answers(host, port):
                said = True
                say(f"Liandu answers at http://{host}:{port}  (Ctrl-C stops it)")
        ended = next(process.returncode for process in processes if process.poll() is not None)
    except KeyboardInterrupt:
        say("stopping")
        ended = 0
    for process in processes:
        process.terminate()
    for process in processes:
        process.wait()
    return ended
