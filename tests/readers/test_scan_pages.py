"""Whole pages, from pixels to blocks: what a person would read on the sheet."""

from __future__ import annotations

import importlib.util

import cv2
import numpy as np
import pytest
from paper import (
    ROWS,
    VALUES,
    form,
    jpeg,
    letter,
    needs_ocr,
    noisy,
    paragraphs,
    photographed,
    png,
    printed,
    rows,
    signed,
    source,
    tiff,
    turned,
)
from PIL import Image
from raw_pdf import Pdf, one_page, text

from ami_cli.model.document import Checkbox, Document, Signature, inlines
from ami_cli.readers.scan import read, read_page_image
from ami_cli.readers.scan.order import reading_order

FILLED = list(zip(ROWS, VALUES, strict=True))
BLANK = form()

pytestmark = [pytest.mark.ocr, needs_ocr]


def read_png(page: np.ndarray, *blanks: bytes) -> Document:
    return read(source(png(page), "image/png", blanks))


def ticks(document: Document) -> str:
    return next(line for line in paragraphs(document.blocks) if "Commune" in line)


@pytest.fixture(scope="module")
def clean() -> Document:
    page = signed(printed(form(VALUES, ticked="Métropole")))
    return read_png(noisy(page), BLANK)


class TestATypedForm:
    def test_every_cell_holds_what_was_typed(self, clean):
        assert rows(clean.blocks)[:5] == FILLED

    def test_the_ticks_stand_before_their_labels(self, clean):
        assert ticks(clean).split() == [
            "☐",
            "Commune",
            "☒",
            "Métropole",
            "☐",
            "Autre",
            "collectivité",
        ]

    def test_the_signature_is_ink_in_its_place(self, clean):
        (mark,) = [item for item in inlines(clean.blocks) if isinstance(item, Signature)]
        assert (mark.kind, mark.signed, mark.place.page) == ("ink", True, 1)

    def test_words_have_boxes_on_the_page_and_a_confidence(self, clean):
        (page,) = clean.pages
        word = next(word for word in page.words if word.text == "Vandenbroucke")
        assert (word.box.x0, word.box.y1) == pytest.approx((206, 114), abs=6)
        assert word.confidence > 0.9
        assert (page.via, clean.via, clean.page_count) == ("ocr", ("scan",), 1)

    def test_labels_are_the_blank_s_to_the_letter(self, clean):
        assert "Nous participons aux six journées du parcours, en binôme." in paragraphs(
            clean.blocks
        )


@pytest.mark.parametrize(
    "seen",
    [
        pytest.param(lambda page: turned(page, 2.2), id="skewed"),
        pytest.param(lambda page: page[::-1, ::-1], id="upside down"),
        pytest.param(lambda page: np.rot90(page, 1), id="on its side"),
        pytest.param(photographed, id="photo"),
        pytest.param(lambda page: (140 + page * 0.4).astype(np.uint8), id="pale"),
    ],
)
def test_however_the_sheet_was_seen_its_cells_are_the_same(seen):
    page = np.ascontiguousarray(seen(printed(form(VALUES, ticked="Commune"))))
    document = read(source(jpeg(page), "image/jpeg", (BLANK,)))
    assert rows(document.blocks)[:5] == FILLED
    assert ticks(document).split()[:2] == ["☒", "Commune"]


def test_without_its_blank_a_form_upside_down_is_read_too():
    document = read_png(printed(form(VALUES))[::-1, ::-1])
    assert rows(document.blocks)[:5] == FILLED


def test_a_fax_of_several_pages_blank_ones_included():
    fax = tiff([np.full((2339, 1653), 255, np.uint8), printed(form(VALUES))])
    document = read(source(fax, "image/tiff", (BLANK,)))
    assert rows(document.blocks)[:5] == FILLED
    assert [(page.number, len(page.words) > 5) for page in document.pages] == [
        (1, False),
        (2, True),
    ]


def test_shuffled_pages_are_read_in_the_order_of_the_blank():
    first, second = (
        text(60, 780, f"Partie {k}, celle des {what}", "F2", 14)
        + "".join(text(60, 740 - 30 * n, f"Question {k}{n} : {what} numéro {n}") for n in range(5))
        for k, what in ((1, "élus du territoire"), (2, "services techniques"))
    )
    pdf = Pdf()
    pdf.page(first)
    pdf.page(second)
    fax = tiff([printed(one_page(second)), printed(one_page(first))])
    document = read(source(fax, "image/tiff", (pdf.data(),)))
    assert [line[:8] for line in paragraphs(document.blocks) if line.startswith("Partie")] == [
        "Partie 1",
        "Partie 2",
    ]
    assert [page.number for page in document.pages] == [1, 2]


@pytest.mark.parametrize(
    ("pages", "order"),
    [
        ([3, 4, 5], [0, 1, 2]),
        ([4, 5, 3], [2, 0, 1]),
        ([None, 5, 4], [0, 2, 1]),
        ([5, None, 3], [2, 0, 1]),
        ([None, None], [0, 1]),
        ([3, 4, 3, 4], [0, 1, 2, 3]),
        ([], []),
    ],
)
def test_the_order_of_pages(pages, order):
    assert reading_order(pages) == order


def test_a_letter_is_its_lines():
    lines = [
        "Madame la Présidente,",
        "Le conseil municipal a délibéré le 11 février 2021 à l'unanimité.",
        "Où que nous allions, le maître d'œuvre nous a aidés.",
        "Noël Garçon, maire de Quend",
    ]
    said = "\n".join(paragraphs(read_png(noisy(printed(letter(lines)))).blocks))
    assert said.split() == " ".join(lines).split()


def test_a_stamp_set_askew_is_a_note_of_its_own():
    page = printed(form(VALUES))
    stamp = printed(
        one_page(text(60, 780, "REÇU LE", "F2", 14) + text(60, 762, "10 MARS 2021", "F2", 14))
    )
    page[330:, 900:] = np.minimum(page[330:, 900:], 255)
    patch = turned(np.pad(stamp[140:260, 150:480], 40, constant_values=255), 5)
    height, width = patch.shape
    page[20 : 20 + height, 1150 : 1150 + width] = patch
    notes = [(note.kind, note.text, note.place.page) for note in read_png(page).annotations]
    assert notes == [("tampon", "REÇU LE 10 MARS 2021", 1)]


def test_a_page_written_by_hand_is_never_read_with_confidence():
    page = printed(BLANK)
    for k in range(5):
        _scrawl(page, 210, 96 + 30 * k, seed=k)
    document = read_png(page, BLANK)
    hand = [
        word for word in document.pages[0].words if word.box.x0 > 200 and 90 < word.box.y0 < 235
    ]
    labels = [word for word in document.pages[0].words if word.text in ROWS]
    assert max((word.confidence for word in hand), default=0.0) <= 0.3
    assert min(word.confidence for word in labels) >= 0.8


def test_a_half_page_of_another_form_keeps_its_own_text():
    """A line that is nearly a line of the blank, but for a figure, is not corrected."""
    blank = letter(["À retourner avant le vendredi 12 mars 2021 au plus tard"])
    page = printed(letter(["À retourner avant le vendredi 19 mars 2021 au plus tard"]))
    assert paragraphs(read_png(page, blank).blocks) == [
        "À retourner avant le vendredi 19 mars 2021 au plus tard"
    ]


def test_a_page_of_a_pdf_is_read_at_its_own_size():
    image = Image.fromarray(printed(form(VALUES)))
    page = read_page_image(image, 4, (595, 842), (BLANK,))
    assert (page.content.number, page.content.width, page.via) == (4, 595, "ocr")
    assert "Vandenbroucke" in [word.text for word in page.content.words]


@pytest.mark.parametrize("blank", [b"", b"%PDF-1.4 not one"])
def test_a_blank_that_does_not_open_is_done_without(blank):
    assert rows(read_png(printed(form(VALUES)), blank).blocks)[:5] == FILLED


def test_noise_is_no_text():
    grain = np.random.default_rng(5).integers(0, 255, (900, 700)).astype(np.uint8)
    document = read_png(cv2.GaussianBlur(grain, (0, 0), 3))
    assert all(word.confidence < 0.8 for word in document.pages[0].words)
    assert not [item for item in inlines(document.blocks) if isinstance(item, Checkbox)]


def test_where_ocr_is_not_installed_the_page_is_reported(monkeypatch):
    real = importlib.util.find_spec
    monkeypatch.setattr(
        "ami_cli.readers.scan.reader.find_spec",
        lambda name: None if name == "onnxruntime" else real(name),
    )
    monkeypatch.setattr("ami_cli.readers.scan.engine.available", lambda: False)
    document = read_png(printed(form(VALUES)))
    assert document.warnings == (
        "page 1 : image non lue, à lire par une personne (module de lecture absent : onnxruntime)",
    )
    assert [page.via for page in document.pages] == ["image"]
    assert document.text == ""


def _scrawl(page: np.ndarray, x: float, y: float, seed: int) -> None:
    """Ten uneven letters of a pen."""
    hand = np.random.default_rng(seed)
    for k in range(10):
        steps = np.linspace(0, hand.uniform(4, 9), 40)
        wide, tall = hand.uniform(2.5, 4.5), hand.uniform(4, 7)
        across = (
            x + 9 * k + hand.normal(0, 1) + wide * np.cos(steps + hand.uniform(0, 3)) + steps / 2
        )
        down = y + 10 + hand.normal(0, 1.5) + tall * np.sin(steps * hand.uniform(0.8, 1.3))
        points = (np.stack([across, down], axis=1) * 200 / 72).astype(np.int32)
        cv2.polylines(page, [points], False, (40,), 3, cv2.LINE_AA)
