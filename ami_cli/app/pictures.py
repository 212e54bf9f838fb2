"""Which pictures may be pages of a form, told from their name and size alone."""

from __future__ import annotations

import re

from ami_cli.sources.names import fold, stem

_PAPER = (1.25, 1.80)  # long side over short side: A4 1.414, Letter 1.294, cameras 4:3, 3:2, 16:9
_SMALLEST = 700  # pixels on the short side: a page below 85 dpi cannot be read
_NEVER = re.compile(r"\b(logo|photos?|blason|carte|plan|affiche|visuel|banniere|image00\d)\b")
_LETTER = re.compile(r"\b(courriers?|lettres?|accompagnement|formulaire|candidature|page)\b")


def may_be_a_page(name: str, data: bytes) -> bool:
    """Tell a picture worth reading when nothing else in the dossier is a form."""
    if _NEVER.search(fold(stem(name.rpartition("/")[2]))):
        return False
    size = _size(data)
    if size is None:  # TIFF and HEIC: a scanner's or a telephone's, worth a look
        return len(data) > 20_000
    short, long = sorted(size)
    return short >= _SMALLEST and _PAPER[0] <= long / short <= _PAPER[1]


def is_named_page(name: str, data: bytes) -> bool:
    """Tell a picture to read even beside a form: a page by its size, a letter by its name."""
    return bool(_LETTER.search(fold(name.rpartition("/")[2]))) and may_be_a_page(name, data)


def _size(data: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels of a PNG or JPEG, None for anything else."""
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if data[:2] != b"\xff\xd8":
        return None
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:
            return None
        mark = data[at + 1]
        if mark == 0xFF:
            at += 1
        elif 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            height = int.from_bytes(data[at + 5 : at + 7], "big")
            return int.from_bytes(data[at + 7 : at + 9], "big"), height
        else:
            at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None
