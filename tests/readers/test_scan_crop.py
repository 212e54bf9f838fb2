"""A place of a page, cut out for a person to look at."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2
import pytest
from paper import VALUES, form, needs_ocr, png, printed, source
from PIL import Image

from ami_cli.errors import CorruptFile
from ami_cli.model.document import Box
from ami_cli.readers import Source, read
from ami_cli.readers.scan.crop import crop


def opened(data: bytes) -> np.ndarray:
    return np.array(Image.open(io.BytesIO(data)).convert("L"))


def inked(picture: np.ndarray) -> bool:
    return bool((picture < 120).sum() > 100)


SURNAME = Box(200, 92, 540, 122)  # the cell of « Vandenbroucke », from the top left
EMPTY = Box(320, 380, 540, 440)


@needs_ocr
@pytest.mark.parametrize("half_turns", [0, 2])
def test_the_box_of_a_scan_is_cut_from_the_page_as_read(half_turns):
    picture = np.rot90(printed(form(VALUES)), half_turns)
    page = source(png(np.ascontiguousarray(picture)))
    word = next(w for w in read(page).pages[0].words if w.text == "Vandenbroucke")
    cut = opened(crop(page, 1, word.box))
    assert cut.shape[1] * 72 / 200 == pytest.approx(word.box.x1 - word.box.x0 + 12, abs=1)
    assert inked(cut)
    assert not inked(opened(crop(page, 1, EMPTY)))


def test_a_typed_page_is_cut_as_it_shows():
    page = Source("form.pdf", form(VALUES), "application/pdf", (), ())
    assert inked(opened(crop(page, 1, SURNAME, scanned=False)))
    assert not inked(opened(crop(page, 1, EMPTY, scanned=False)))


def test_without_a_box_it_is_the_whole_page():
    data = form(VALUES)
    width, height = pypdfium2.PdfDocument(data)[0].get_size()
    page = Source("form.pdf", data, "application/pdf", (), ())
    seen = opened(crop(page, 1, None, scanned=False))
    assert seen.shape == pytest.approx((height * 200 / 72, width * 200 / 72), abs=2)


@pytest.mark.parametrize(
    "page",
    [
        Source("form.pdf", form(), "application/pdf", (), ()),
        Source("form.pdf", b"%PDF-1.7 cut short", "application/pdf", (), ()),
        source(png(printed(form()))),
    ],
)
def test_a_page_that_is_not_there_is_said(page):
    with pytest.raises(CorruptFile, match="La page 3"):
        crop(page, 3, None)
