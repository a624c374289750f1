"""Starting the site: translations, tables, the demo once, then the web server and the worker."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from tools.install import PYTHON
from tools.steps import ROOT, Missing, digest, say, stamped, succeed

LIANDU = (str(PYTHON), "-m", "liandu")
MEND = "What stands above says why; ./run check looks the installation over."


def start() -> int:
    """Prepare what is needed and run until Ctrl-C; return the exit code.

    :raises Missing: if the address is taken
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    if answers(host, port):
        message = f"Something answers at {host}:{port} already. Run: PORT=8001 ./run"
        raise Missing(message)
    prepare()
    commands = [[*LIANDU, "serve", "--host", host, "--port", port]]
    if has_command("worker"):
        commands.append([*LIANDU, "worker"])
    processes = [subprocess.Popen(command, cwd=ROOT) for command in commands]
    return watch(processes, host, port)


def prepare() -> None:
    """Bring words, tables and styles up to date, and load the demo into an empty database."""
    succeed([PYTHON, "-m", "tools.messages", "compile"], MEND)
    say("bringing the tables up to date")
    succeed([*LIANDU, "migrate", "-v", "0"], MEND)
    gather_static()
    if has_command("demo") and os.environ.setdefault("LIANDU_DEMO", "yes") != "no":
        say("seeing to the demo (the first time takes a minute; LIANDU_DEMO=no does without)")
        succeed([*LIANDU, "demo"], MEND)


def answers(host: str, port: str) -> bool:
    """Test whether something listens at ``host`` and ``port``."""
    try:
        socket.create_connection((host, int(port)), timeout=1).close()
    except OSError:
        return False
    return True


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
