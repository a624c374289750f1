"""Pictures: how large they would be, known before they are drawn; and small copies of them."""

from io import BytesIO
from typing import BinaryIO, Final

from PIL import Image, ImageOps

from liandu.engines.filegate.kinds import Fault, Refusal

FORMATS: Final = {"png": "PNG", "jpeg": "JPEG", "webp": "WEBP"}
THUMBNAIL: Final = (320, 240)
QUALITY: Final = 80
WHITE: Final = (255, 255, 255)
# A JPEG is drawn small from the start; others must be drawn whole, four bytes a pixel.
DRAWN_WHOLE: Final = 25_000_000

BOMBS: Final = (Image.DecompressionBombError, Image.DecompressionBombWarning)


def image_size(content: BinaryIO, kind: str, most_pixels: int) -> tuple[int, int]:
    """Return width and height of a picture as its header declares them.

    :raises Refusal: if it has too many pixels, or is damaged
    """
    content.seek(0)
    try:
        with Image.open(content, formats=(FORMATS[kind],)) as picture:
            width, height = picture.size
            if width * height > most_pixels:
                raise Refusal(Fault.PIXELS, width=width, height=height, limit=most_pixels)
            picture.verify()
    except BOMBS as fault:
        raise Refusal(Fault.PIXELS, limit=most_pixels) from fault
    return width, height


def thumbnail(content: BinaryIO, kind: str) -> bytes | None:
    """Return a small JPEG of a picture that the gate let in, upright; None if it cannot be drawn.

    It is painted afresh, so nothing of the original but its look remains: no place, no time, no
    camera, no comment, no profile.
    """
    content.seek(0)
    try:
        with Image.open(content, formats=(FORMATS[kind],)) as picture:
            return _painted(picture)
    except Exception:  # noqa: BLE001 - damaged pictures make decoders raise anything
        return None


def _painted(picture: Image.Image) -> bytes | None:
    """Return the picture on white, at most as large as a thumbnail."""
    picture.draft("RGB", (THUMBNAIL[0] * 2, THUMBNAIL[1] * 2))
    if picture.width * picture.height > DRAWN_WHOLE:
        return None
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail(THUMBNAIL)
    paper = Image.new("RGB", upright.size, WHITE)
    paper.paste(upright, mask=upright)
    out = BytesIO()
    paper.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
