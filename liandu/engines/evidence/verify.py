"""Checks a bundle of evidence. It needs Python 3.8 or newer and nothing else.

    python verify.py                      in the folder that the bundle was unpacked to
    python verify.py --key "NODE+ID+KEY"  with the key of the node as it published it

It shows that the files are those of the manifest, that the node signed the manifest, and that each
file was in a batch of evidence that the node signed at the time given (RFC 6962, RFC 8032). With
no ``--key`` it takes the key that the bundle names: compare it with the one the node published.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    Point = tuple[int, int, int, int]

FORMAT = "liandu/evidence/1"
MANIFEST, SIGNED = "manifest.json", "manifest.signed.txt"
CHUNK = 1 << 20
KEY_SIZE, SIGNATURE_SIZE = 32, 64
ED25519 = b"\1"

NO_POINT = "a point that is none"
NO_KEY = "the key cannot be read"
OTHER_KEY = "the key does not have the id it names"
FORGED = "a signature does not hold"
UNSIGNED = "not signed by this key"
OTHER_FILE = "the proof is of another file"
NOT_IN_BATCH = "it is not in the batch that was signed"
MISSING = "it is missing"
CHANGED = "it was changed"
NO_MANIFEST = "the manifest cannot be read"
OTHER_MANIFEST = "the manifest was changed"
UNKNOWN = "the manifest is of another kind"

# Ed25519 as RFC 8032 writes it: the field, the order of the base point, the curve.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


class Fault(ValueError):
    """Something is not as it was signed; the text says what."""


def add(a: Point, b: Point) -> Point:
    """Return the sum of two points."""
    left = (a[1] - a[0]) * (b[1] - b[0]) % P
    right = (a[1] + a[0]) * (b[1] + b[0]) % P
    across, double = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = right - left, double - across, double + across, right + left
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(count: int, start: Point) -> Point:
    """Return a point taken so many times."""
    total, power = (0, 1, 1, 0), start
    while count:
        if count & 1:
            total = add(total, power)
        power, count = add(power, power), count >> 1
    return total


def recover(y: int, sign: int) -> int:
    """Return the x that belongs to ``y``.

    :raises Fault: if there is none
    """
    if y >= P:
        raise Fault(NO_POINT)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        raise Fault(NO_POINT)
    return P - x if (x & 1) != sign else x


def point(raw: bytes) -> Point:
    """Return the point that 32 bytes stand for."""
    number = int.from_bytes(raw, "little")
    y, sign = number & ((1 << 255) - 1), number >> 255
    x = recover(y, sign)
    return (x, y, 1, x * y % P)


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(key: bytes, message: bytes, signature: bytes) -> bool:
    """Test whether ``signature`` of ``message`` was made with ``key``."""
    if len(signature) != SIGNATURE_SIZE:
        return False
    scalar = int.from_bytes(signature[KEY_SIZE:], "little")
    if scalar >= L:
        return False
    hashed = hashlib.sha512(signature[:KEY_SIZE] + key + message).digest()
    here = times(scalar, BASE)
    there = add(
        point(signature[:KEY_SIZE]), times(int.from_bytes(hashed, "little") % L, point(key))
    )
    same_x = (here[0] * there[2] - there[0] * here[2]) % P == 0
    return same_x and (here[1] * there[2] - there[1] * here[2]) % P == 0


def read_key(text: str) -> tuple[str, bytes, bytes]:
    """Return name, id and key of a line such as ``node+1a2b3c4d+AbC…``."""
    try:
        name, shown, body = text.strip().split("+", 2)
        key = base64.b64decode(body)[1:]
    except ValueError:
        raise Fault(NO_KEY) from None
    found = hashlib.sha256(name.encode() + b"\n" + ED25519 + key).digest()[:4]
    if found.hex() != shown or len(key) != KEY_SIZE:
        raise Fault(OTHER_KEY)
    return name, found, key


def read_head(text: str, key_text: str) -> list[str]:
    """Return the lines of a signed head: what it is of, how many, which root, when.

    :raises Fault: if the key did not sign it
    """
    name, key_id, key = read_key(key_text)
    body, gap, below = text.partition("\n\n")
    for line in below.splitlines():
        _dash, _space, rest = line.partition(" ")
        signer, _space, mark = rest.partition(" ")
        raw = base64.b64decode(mark)
        if signer == name and raw[:4] == key_id:
            if gap and is_signed(key, (body + "\n").encode(), raw[4:]):
                return body.split("\n")
            raise Fault(FORGED)
    raise Fault(UNSIGNED)


def leaf_of(row: dict[str, Any]) -> bytes:
    """Return the hash that stands for one piece of evidence in its batch."""
    text = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(b"\0" + text.encode()).digest()


def root_of(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """Return the root that a leaf and the hashes beside it lead to."""
    here, last, reached = index, size - 1, leaf
    for step in path:
        if here % 2 or here == last:
            reached = hashlib.sha256(b"\1" + step + reached).digest()
            while here % 2 == 0 and here:
                here, last = here // 2, last // 2
        else:
            reached = hashlib.sha256(b"\1" + reached + step).digest()
        here, last = here // 2, last // 2
    return reached if last == 0 and 0 <= index < size else b""


def check_proof(entry: dict[str, Any], key_text: str) -> str:
    """Return when the node signed the batch that this evidence is in.

    :raises Fault: if it is in none that the node signed
    """
    proof = entry["proof"]
    row = proof["leaf"]
    if row["sha256"] != entry["sha256"] or row["size"] != entry["size"]:
        raise Fault(OTHER_FILE)
    lines = read_head(proof["checkpoint"], key_text)
    path = [bytes.fromhex(step) for step in proof["path"]]
    root = root_of(leaf_of(row), proof["position"], int(lines[1]), path)
    if base64.b64encode(root).decode() != lines[2] or "/evidence/" not in lines[0]:
        raise Fault(NOT_IN_BATCH)
    return " ".join(lines[3:])


def check_file(folder: Path, entry: dict[str, Any]) -> None:
    """Pass if a file is there, as large and with the hash that the manifest says."""
    hashed, size = hashlib.sha256(), 0
    try:
        with (folder / entry["path"]).open("rb") as file:
            for chunk in iter(lambda: file.read(CHUNK), b""):
                hashed.update(chunk)
                size += len(chunk)
    except OSError:
        raise Fault(MISSING) from None
    if size != entry["size"] or hashed.hexdigest() != entry["sha256"]:
        raise Fault(CHANGED)


def check_manifest(folder: Path, key_text: str) -> tuple[dict[str, Any], str]:
    """Return the manifest of a bundle, and the key to go on with.

    :raises Fault: if it is not what the node signed
    """
    try:
        raw = (folder / MANIFEST).read_bytes()
        signed = (folder / SIGNED).read_text(encoding="utf-8")
        manifest = json.loads(raw)
        key_text = key_text or manifest["key"]
        lines = read_head(signed, key_text)
    except (OSError, KeyError, TypeError, json.JSONDecodeError):
        raise Fault(NO_MANIFEST) from None
    if lines[2] != base64.b64encode(hashlib.sha256(raw).digest()).decode():
        raise Fault(OTHER_MANIFEST)
    if manifest.get("format") != FORMAT:
        raise Fault(UNKNOWN)
    return manifest, key_text


def check_bundle(folder: Path, key_text: str = "") -> tuple[list[str], bool]:
    """Return a line for each file, and whether all is well."""
    try:
        manifest, key_text = check_manifest(folder, key_text)
    except ValueError as fault:
        return [f"FAULT  {MANIFEST}: {fault}"], False
    lines, is_well = [f"key    {key_text.strip()}"], True
    for entry in manifest["files"]:
        try:
            signed = check_proof(entry, key_text)
            if entry["withheld"]:
                lines.append(f"kept   {entry['name']}: not in the bundle: {entry['withheld']}")
                continue
            check_file(folder, entry)
            lines.append(f"ok     {entry['path']}: unchanged, signed {signed}")
        except (ValueError, KeyError, TypeError) as fault:
            lines.append(f"FAULT  {entry.get('path', '?')}: {fault}")
            is_well = False
    return lines, is_well


def main(words: list[str]) -> int:
    """Check the folder that this script lies in; return 0 if all is well."""
    key_text = words[1] if words[:1] == ["--key"] and len(words) > 1 else ""
    lines, is_well = check_bundle(Path(__file__).resolve().parent, key_text)
    ending = "all is as it was signed" if is_well else "NOT all is as it was signed"
    sys.stdout.write("\n".join([*lines, ending, ""]))
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
