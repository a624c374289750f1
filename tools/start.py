"""Starting the site: translations, tables, the demo once, then the web server and the worker."""

import os
import signal
import subprocess
import time
from pathlib import Path

from tools.install import PYTHON
from tools.steps import ROOT, digest, say, stamped, succeed

LIANDU = (str(PYTHON), "-m", "liandu")
MEND = "What stands above says why; ./run check looks the installation over."


def start() -> int:
    """Prepare what is needed and run until Ctrl-C; return the exit code."""
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    succeed([PYTHON, "-m", "tools.messages", "compile"], MEND)
    say("bringing the tables up to date")
    succeed([*LIANDU, "migrate", "-v", "0"], MEND)
    gather_static()
    say(f"Liandu answers at http://{host}:{port}  (Ctrl-C stops it)")
    if has_command("demo") and os.environ.setdefault("LIANDU_DEMO", "yes") != "no":
        succeed([*LIANDU, "demo"], MEND)
    commands = [[*LIANDU, "serve", "--host", host, "--port", port]]
    if has_command("worker"):
        commands.append([*LIANDU, "worker"])
    return watch([subprocess.Popen(command, cwd=ROOT) for command in commands])


def gather_static() -> None:
    """Collect styles, scripts and icons under names that change with their content."""
    files = sorted(path for path in ROOT.glob("liandu/*/static/**/*") if path.is_file())
    wanted = digest(ROOT / "requirements.txt", *(str(path) for path in files), *files)
    folder = Path(os.environ.get("LIANDU_DATA", ROOT / "var")) / "static"
    if not stamped(folder / "stamp", wanted):
        say("collecting styles and scripts")
        succeed([*LIANDU, "collectstatic", "--no-input", "-v", "0"], MEND)
        folder.mkdir(exist_ok=True)
        (folder / "stamp").write_text(wanted)


def has_command(name: str) -> bool:
    """Test whether some app brings the management command ``name``."""
    return any(Path(ROOT / "liandu").glob(f"*/management/commands/{name}.py"))


def watch(processes: "list[subprocess.Popen[bytes]]") -> int:
    """Wait until one of ``processes`` ends or the person stops them, then end them all."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.2)
        ended = next(process.returncode for process in processes if process.poll() is not None)
    except KeyboardInterrupt:
        say("stopping")
        ended = 0
    for process in processes:
        process.terminate()
    for process in processes:
        process.wait()
    return ended
