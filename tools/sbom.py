"""What is in a release, piece by piece, in the form of CycloneDX 1.6, taken from the locks.

python -m tools.sbom FILE
"""

import base64
import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from liandu import __version__
from tools.steps import ROOT

PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)
# Of npm's packages these alone are copied in (tools/assets.py).
SHIPPED = {"bootstrap", "@tabler/icons", "@tabler/icons-sprite"}
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def pinned(lock: str) -> Iterator[tuple[str, str, list[str]]]:
    """Yield name, version and hashes of each package that a lock lists."""
    starts = [*PINNED.finditer(lock)]
    ends = [one.start() for one in starts[1:]] + [len(lock)]
    for one, end in zip(starts, ends, strict=True):
        yield one[1], one[2], HASH.findall(lock[one.start() : end])


def from_npm(lock: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield name, version, licence and hash of each package whose files are copied in."""
    for path, told in json.loads(lock)["packages"].items():
        name = path.rpartition("node_modules/")[2]
        if name in SHIPPED:
            algorithm, _, digest = told["integrity"].partition("-")
            if algorithm == "sha512":
                yield name, told["version"], told.get("license", ""), digest


def licence(name: str) -> str:
    """Return what an installed package says of its licence."""
    try:
        told: Any = metadata(name)
    except PackageNotFoundError:
        return ""
    text = told.get("License-Expression") or told.get("License") or ""
    named = [one for one in told.get_all("Classifier") or [] if one.startswith("License ::")]
    return text if text and "\n" not in text else "".join(named[:1]).rpartition(":: ")[2]


def component(name: str, version: str, kind: str, words: str, hashes: list[HashType]) -> Component:
    """Return one piece."""
    group, _, last = name.rpartition("/")
    said = [LicenseFactory().make_from_string(words)] if words else []
    purl = PackageURL(kind, group or None, last, version)
    return Component(
        name=name, version=version, type=ComponentType.LIBRARY, purl=purl,
        bom_ref=purl.to_string(), licenses=said, hashes=hashes,
    )  # fmt: skip


def bom() -> Bom:
    """Return the list of what a release holds and needs."""
    made = Bom()
    made.metadata.timestamp = datetime.now(UTC)
    made.metadata.component = Component(
        name="liandu", version=__version__, type=ComponentType.APPLICATION, bom_ref="liandu",
        licenses=[LicenseFactory().make_from_string("Apache-2.0")],
    )  # fmt: skip
    pieces = []
    for name, version, digests in pinned((ROOT / "requirements.txt").read_text()):
        hashes = [HashType(alg=HashAlgorithm.SHA_256, content=one) for one in digests]
        pieces.append(component(name, version, "pypi", licence(name), hashes))
    for name, version, words, digest in from_npm((ROOT / "package-lock.json").read_text()):
        content = base64.b64decode(digest).hex()
        hashes = [HashType(alg=HashAlgorithm.SHA_512, content=content)]
        pieces.append(component(name, version, "npm", words, hashes))
    made.components.update(pieces)
    made.register_dependency(made.metadata.component, pieces)
    return made


def main(*arguments: str) -> int:
    """Write the list to the file that is named, or to the terminal."""
    text = JsonV1Dot6(bom()).output_as_string(indent=1)
    if arguments:
        Path(arguments[0]).write_text(text + "\n")
    else:
        sys.stdout.write(text + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
