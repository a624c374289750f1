"""Numbers of GB/T 9704-2012, in millimetres and points, and the twips that Word counts in."""

import math
from typing import Final

TWIPS_A_POINT: Final = 20
TWIPS_A_MM: Final = 1440 / 25.4

# 5.2: A4, the type area and its edges.
PAGE: Final = (210, 297)
TOP, LEFT = 37, 28
AREA: Final = (156, 225)
RIGHT: Final = PAGE[0] - LEFT - AREA[0]
BOTTOM: Final = PAGE[1] - TOP - AREA[1]

# 5.2.3: 22 lines a page, 28 characters a line; the letters of the text are of size 3.
LINES, CHARACTERS = 22, 28
SIZE_2, SIZE_3, SIZE_4, SIZE_SMALL_4 = 22, 16, 14, 12

# 7.2.4: the mark stands this far below the edge of the type area; 7.2.7: a line below the number.
MARK_BELOW, LINE_BELOW = 35, 4
# 7.5: page numbers stand this far below the type area.
PAGE_NUMBER_BELOW: Final = 7
# 10.1: a letter's mark, and its double lines.
LETTER_MARK, LETTER_LINE, LETTER_FOOT = 30, 170, 20
# 7.4.1: thick and thin lines of the colophon.
THICK, THIN = 0.35, 0.25

LARGEST_MARK, SMALLEST_MARK = 48, 22

# The fonts that the standard names; none of them is free, so none is shipped.
TITLE_FONT: Final = "方正小标宋简体"
TEXT_FONT: Final = "仿宋_GB2312"
HEAD_FONTS: Final = {1: "黑体", 2: "楷体_GB2312"}
BLACK_FONT, NUMBER_FONT = "黑体", "宋体"
RED: Final = "E60012"


def twips(millimetres: float) -> int:
    """Return millimetres in twips."""
    return round(millimetres * TWIPS_A_MM)


WIDTH: Final = twips(PAGE[0]) - twips(LEFT) - twips(RIGHT)
# How many characters of a title find room in a line; after and before what it is parted, and how
# far from the middle.
TITLE_CHARACTERS: Final = WIDTH // (SIZE_2 * TWIPS_A_POINT)
PARTED_AFTER, NEAR = "的和与及、，》）”", 5
PARTED_BEFORE: Final = (
    "整改", "检查", "联合", "交叉", "专项", "帮扶", "四不两直", "现场", "情况", "问题", "监督",
    "落实", "开展", "印发", "《", "（", "“",
)  # fmt: skip
# Rounded down, or the last line would not find room.
LINE: Final = int(AREA[1] * TWIPS_A_MM / LINES)
CHARACTER: Final = WIDTH / CHARACTERS
# What a character is wider than its letter, in 4096ths of a point.
CHARACTER_SPACE: Final = int((CHARACTER / TWIPS_A_POINT - SIZE_3) * 4096) - 1
# By how many twips letters of the text are set closer, so that 28 find room; LibreOffice rounds.
CLOSER: Final = math.floor(CHARACTER) - 1 - SIZE_3 * TWIPS_A_POINT


def characters(count: float) -> int:
    """Return the width of so many characters of the text in twips."""
    return round(count * CHARACTER)


def width_of(text: str) -> float:
    """Return how many characters of the text are as wide as ``text``: Latin ones count half."""
    return sum(0.5 if letter.isascii() else 1 for letter in text)


def title_lines(title: str) -> list[str]:
    """Return a title in lines of like length (7.3.1), parted after a word that binds, if near."""
    found = []
    for line in title.splitlines():
        count = math.ceil(width_of(line) * SIZE_2 * TWIPS_A_POINT / WIDTH)
        while count > 1:
            at = _parting(line, len(line) / count, count - 1)
            found.append(line[:at])
            line, count = line[at:], count - 1  # noqa: PLW2901 - what is left of it
        found.append(line)
    return found


def _parting(line: str, even: float, left: int) -> int:
    """Return where to part a line that would be parted at ``even`` with ``left`` lines to come."""
    fits = [
        at for at in range(max(1, math.ceil(even) - NEAR), math.ceil(even) + NEAR)
        if (line[at - 1] in PARTED_AFTER or line.startswith(PARTED_BEFORE, at))
        and max(width_of(line[:at]), width_of(line[at:]) / left) <= TITLE_CHARACTERS
    ]  # fmt: skip
    return min(fits, key=lambda at: abs(at - even), default=math.ceil(even))


def mark_size(marks: tuple[str, ...], room: float = AREA[0]) -> int:
    """Return the largest size, in points, at which the longest mark fits one line of ``room``."""
    longest = max((width_of(mark) for mark in marks), default=1) or 1
    fits = int(room * TWIPS_A_MM / TWIPS_A_POINT / longest)
    return max(SMALLEST_MARK, min(LARGEST_MARK, fits))
