"""Drawing the evidence of the demo: plain pictures that show nothing real."""

import json
import random
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, BinaryIO
from unittest.mock import patch

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from liandu.engines.filegate import bounded, child

WIDTH, HEIGHT = 640, 480


def site(name: str, seed: int) -> SimpleUploadedFile:
    """Return a picture of a canal on a building site, different for each ``seed``."""
    chance = random.Random(seed)  # noqa: S311 - a demo, not a secret
    image = Image.new("RGB", (WIDTH, HEIGHT), (200 + chance.randint(0, 30), 216, 232))
    draw = ImageDraw.Draw(image)
    hill = [(0, 240)]
    hill += [(x, 200 + chance.randint(-60, 30)) for x in range(60, WIDTH, 80)]
    draw.polygon([*hill, (WIDTH, 240), (WIDTH, 260), (0, 260)], fill=(158, 178, 160))
    draw.rectangle((0, 250, WIDTH, HEIGHT), fill=(186, 164, 132))
    middle = chance.randint(240, 400)
    draw.polygon(
        [(middle - 16, 250), (middle + 16, 250), (middle + 150, HEIGHT), (middle - 150, HEIGHT)],
        fill=(98, 148, 178),
    )
    for _ in range(chance.randint(2, 5)):
        x, y = chance.randint(20, WIDTH - 90), chance.randint(280, HEIGHT - 60)
        draw.rectangle((x, y, x + 46, y + 24), fill=(214, 130, 40))
    return _upload(image, name)


def paper(name: str, seed: int) -> SimpleUploadedFile:
    """Return a scan of a paper with lines of grey for text and a red seal."""
    chance = random.Random(seed)  # noqa: S311
    image = Image.new("RGB", (480, 640), (252, 252, 250))
    draw = ImageDraw.Draw(image)
    draw.rectangle((120, 50, 360, 70), fill=(70, 74, 84))
    for line in range(16):
        draw.rectangle((60, 110 + line * 26, 60 + chance.randint(220, 360), 118 + line * 26),
                       fill=(176, 180, 188))  # fmt: skip
    x, y = chance.randint(280, 330), chance.randint(500, 540)
    draw.ellipse((x, y, x + 84, y + 84), outline=(200, 50, 40), width=5)
    return _upload(image, name)


@contextmanager
def opened_here() -> Iterator[None]:
    """Let the gate open these pictures in this very process: they are the demo's own.

    Eight hundred children would take as long as all the rest of the year.
    """
    with warnings.catch_warnings(), patch.object(bounded, "_asked", _asked):
        yield


def _asked(words: list[str], content: BinaryIO) -> tuple[dict[str, Any], bytes]:
    """Answer as the child does."""
    content.seek(0)
    said, _line, drawn = child.answer(words, content).partition(b"\n")
    return json.loads(said), drawn


def _upload(image: Image.Image, name: str) -> SimpleUploadedFile:
    out = BytesIO()
    image.save(out, "JPEG", quality=72)
    return SimpleUploadedFile(f"{name}.jpg", out.getvalue(), "image/jpeg")
