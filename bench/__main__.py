"""``./run bench``: run every measurement of this folder, or those that are named."""

import importlib
import pkgutil
import sys

import bench


def names() -> list[str]:
    """Return the names of the measurements."""
    found = (module.name for module in pkgutil.iter_modules(bench.__path__))
    return sorted(name for name in found if not name.startswith("_"))


def main(*chosen: str) -> int:
    """Run the measurements and print what each returns."""
    if unknown := set(chosen) - set(names()):
        sys.stderr.write(f"no such measurement: {', '.join(sorted(unknown))}\n")
        return 2
    for name in chosen or names():
        sys.stdout.write(f"\n{name}\n")
        for line in importlib.import_module(f"bench.{name}").run():
            sys.stdout.write(f"  {line}\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
