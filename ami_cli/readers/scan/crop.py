"""Cut out what a reading points at, for a person to look at: a handwritten answer, a signature."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import cv2
import numpy as np
import pypdfium2

from ami_cli.errors import CorruptFile
from ami_cli.model.document import Box
from ami_cli.readers import Source
from ami_cli.readers.scan import engine
from ami_cli.readers.scan.blank import open_blanks
from ami_cli.readers.scan.load import PageImage, load_pages
from ami_cli.readers.scan.page import upright
from ami_cli.readers.scan.pixels import DPI, PER_POINT, Pixels
from ami_cli.readers.scan.straighten import flatten

MARGIN = 6.0  # points around the box
PDF = "application/pdf"


def crop(source: Source, page: int, box: Box | None, *, scanned: bool = True) -> bytes:
    """Return a PNG of a place of a page, in colour, 200 dots an inch.

    ``page`` counts from 1; ``box`` is in points, as evidence has it: on the page laid straight where
    it was read as a picture (``scanned``), on the page as shown for a typed page of a PDF. None is
    the whole page.

    Raises:
        CorruptFile: the file does not open, or has no such page.
        EmptyFile, TooLargeFile, UnsupportedFile: as their names say.
    """
    return crop_all(source, page, [box], scanned=scanned)[0]


def crop_all(
    source: Source, page: int, boxes: Sequence[Box | None], *, scanned: bool = True
) -> list[bytes]:
    """Return a PNG of each of several places of one page, as ``crop`` does; the page is laid straight once."""
    pixels = _page(source, page, scanned)
    return [_png(source, page, pixels if box is None else _cut(pixels, box)) for box in boxes]


def _png(source: Source, page: int, pixels: Pixels) -> bytes:
    done, png = cv2.imencode(".png", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))
    if not done:
        raise CorruptFile(_no_page(source.name, page))
    return png.tobytes()


def _page(source: Source, page: int, scanned: bool) -> Pixels:
    if source.media_type == PDF:
        image, size = _rendered(source, page)
        if not scanned:
            return image.pixels
    else:
        found = next(islice(load_pages(source), page - 1, page), None)
        if found is None:
            raise CorruptFile(_no_page(source.name, page))
        image, size = found, None
    flat = flatten(image, size)
    return (upright(flat, open_blanks(source.blanks)) if engine.available() else flat).colour


def _rendered(source: Source, page: int) -> tuple[PageImage, tuple[float, float]]:
    password = next(iter(source.passwords), None)
    try:
        pdf = pypdfium2.PdfDocument(source.data, password=password)
    except pypdfium2.PdfiumError as error:
        raise CorruptFile(_no_page(source.name, page)) from error
    try:
        if not 1 <= page <= len(pdf):
            raise CorruptFile(_no_page(source.name, page))
        shown = pdf[page - 1]
        picture = shown.render(scale=DPI / 72).to_pil().convert("RGB")
        return PageImage(np.array(picture, dtype=np.uint8)), shown.get_size()
    finally:
        pdf.close()


def _cut(pixels: Pixels, box: Box) -> Pixels:
    """Cut a box and a margin; one that lies outside gives the nearest strip of the page."""
    height, width = pixels.shape[:2]
    x0, y0 = (round((edge - MARGIN) * PER_POINT) for edge in (box.x0, box.y0))
    x1, y1 = (round((edge + MARGIN) * PER_POINT) for edge in (box.x1, box.y1))
    x0, y0 = min(max(0, x0), width - 1), min(max(0, y0), height - 1)
    cut: Pixels = np.ascontiguousarray(pixels[y0 : max(y0 + 1, y1), x0 : max(x0 + 1, x1)])
    return cut


def _no_page(name: str, page: int) -> str:
    return f"La page {page} de « {name} » ne s'ouvre pas : ouvrez le fichier à la main."
