"""Pages of a PDF that are pictures: rendered, then read by the reader of scans."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from typing import Any

import pypdfium2.raw as pdfium_c

from ami_cli.model.document import Box
from ami_cli.readers.layout import PageContent, PageWord
from ami_cli.readers.layout.atoms import LEADER
from ami_cli.readers.pdf.opening import Opened
from ami_cli.readers.pdf.pages import PageRead, plain_words

DPI = 200  # what the reader of scans was measured at
SLACK = 4.0  # points around a place that is read by OCR
PATCHED = (
    0.78  # confidence at most in words that OCR put into a typed page: 1 field in 36 was wrong
)
LAYER = 0.5  # confidence in text that nobody sees
MAX_PIXELS = 40_000_000  # A3 at 300 dpi is 17 million
MAX_SOURCE_PIXELS = 300_000_000  # of the stored image: a decompression bomb has more


def read_image_page(
    opened: Opened, number: int, page: PageRead, blanks: tuple[bytes, ...]
) -> PageRead:
    """Return the page as the reader of scans sees it, or with a warning where it cannot."""
    image = _render(opened, number) if find_spec("PIL") is not None else None
    if image is None:
        page.warnings.append(f"page {number} : image sans texte, à lire par une personne")
        return _by_text_layer(page)
    from ami_cli.readers.scan import read_page_image

    size = (page.page.width, page.page.height)
    scan = read_page_image(image, number, size, blanks)
    page.warnings += scan.warnings
    if scan.via == "image":
        return _by_text_layer(page)
    page.annotations += scan.annotations
    page.blank_page = scan.blank_page
    words = page.content.words
    typed = tuple(word for word in words if word.overlay) if page.lies else words
    page.content = _together(replace(page.content, words=typed), scan.content)
    page.page = replace(scan.page, number=number)
    return page


def look_closer(opened: Opened, number: int, page: PageRead, blanks: tuple[bytes, ...]) -> PageRead:
    """Return a typed page with what OCR reads in the places that are no text, where it can."""
    image = _render(opened, number) if find_spec("PIL") is not None else None
    if image is not None:
        from ami_cli.readers.scan import read_page_image

        size = (page.page.width, page.page.height)
        scan = read_page_image(image, number, size, blanks)
        if scan.via != "image":
            page.content = _filled_in(page.content, scan.content.words, page.unread)
            return page
    page.warnings.append(
        f"page {number} : des réponses sont écrites à la main, dessinées ou dans une police sans "
        "table, à lire sur la page"
    )
    return page


def _filled_in(typed: PageContent, read: Sequence[PageWord], places: Sequence[Box]) -> PageContent:
    """The typed page with the words that OCR read in some places; doubtful ones give way to them."""
    sure = [word for word in typed.words if word.confidence == 1.0 and not LEADER.match(word.text)]
    doubtful = [word for word in typed.words if word.confidence < 1.0]
    found = [
        replace(_on_line_of(word, doubtful), confidence=min(word.confidence, PATCHED))
        for word in read
        if any(_lies_in(place, word) for place in places)
        and not any(_over(word, one) for one in sure)
    ]
    gone = {id(word) for word in doubtful if any(_over(one, word) for one in found)}
    kept = tuple(word for word in typed.words if id(word) not in gone)
    return replace(typed, words=(*kept, *found))


def _on_line_of(word: PageWord, doubtful: Sequence[PageWord]) -> PageWord:
    """The word that OCR read, on the very line of the one it stands for."""
    middle = (word.y0 + word.y1) / 2
    near = [
        (abs((one.y0 + one.y1) / 2 - middle), i)
        for i, one in enumerate(doubtful)
        if one.baseline is not None and min(one.x1, word.x1) > max(one.x0, word.x0)
    ]
    distance, i = min(near, default=(SLACK, 0))
    if distance >= SLACK:
        return word
    one = doubtful[i]
    return replace(word, y0=one.y0, y1=one.y1, baseline=one.baseline, size=one.size)


def _lies_in(place: Box, word: PageWord) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    inside = place.x0 - SLACK <= x <= place.x1 + SLACK
    return inside and place.y0 - SLACK <= y <= place.y1 + SLACK


def _by_text_layer(page: PageRead) -> PageRead:
    """Without OCR: the text somebody else's OCR left behind the picture, with low confidence."""
    words = page.content.words if page.lies else (*page.content.words, *page.layer)
    doubtful = tuple(
        word if word.overlay else replace(word, confidence=min(word.confidence, LAYER))
        for word in words
    )
    if page.lies:
        page.warnings.append(
            f"page {page.page.number} : le texte enregistré n’est pas celui montré"
        )
    elif page.layer:
        page.warnings.append(f"page {page.page.number} : lue dans le texte caché derrière le scan")
    page.content = replace(page.content, words=doubtful)
    page.page = replace(page.page, words=plain_words(doubtful))
    return page


def _together(typed: PageContent, scan: PageContent) -> PageContent:
    """Put what was typed or drawn over the scan in the place of what OCR read there."""
    read = [word for word in scan.words if not any(_over(word, one) for one in typed.words)]
    return replace(
        scan,
        words=(*read, *typed.words),
        placed=(*scan.placed, *typed.placed),
        marks=(*scan.marks, *typed.marks),
    )


def _over(word: PageWord, typed: PageWord) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return typed.x0 <= x <= typed.x1 and typed.y0 <= y <= typed.y1


def _render(opened: Opened, number: int) -> Any:
    """The page as a Pillow image; None when it is too large to be a page."""
    page = opened.pdf[number - 1]
    try:
        width, height = page.get_size()
        scale = DPI / 72
        if (
            width * height * scale * scale > MAX_PIXELS
            or _stored_pixels(page.raw) > MAX_SOURCE_PIXELS
        ):
            return None
        return page.render(scale=scale, may_draw_forms=False).to_pil()
    finally:
        page.close()


def _stored_pixels(page: object) -> int:
    """Pixels of the largest image of a page, to look at before rendering it."""
    largest = 0
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    for i in range(pdfium_c.FPDFPage_CountObjects(page)):
        handle = pdfium_c.FPDFPage_GetObject(page, i)
        if pdfium_c.FPDFPageObj_GetType(handle) == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            pdfium_c.FPDFImageObj_GetImagePixelSize(handle, wide, high)
            largest = max(largest, wide.value * high.value)
    return largest
