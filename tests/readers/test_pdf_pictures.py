"""Pictures of PDFs: signatures pasted in cells, scanned pages."""

from __future__ import annotations

import pytest
from pdf_outline import outline, read_pdf
from raw_pdf import Pdf, grid, text

from ami_cli.model.document import Picture, inlines
from ami_cli.readers import scan
from ami_cli.readers.layout import PageContent, PageWord
from ami_cli.readers.pdf import scanned

GREY = (
    "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8"
)


def draw(name: str, x: float, y: float, width: float, height: float) -> str:
    return f"q {width} 0 0 {height} {x} {y} cm /{name} Do Q\n"


def page(content: str, *pictures: bytes) -> bytes:
    pdf = Pdf()
    numbers = [pdf.stream(data, GREY) for data in pictures]
    names = " ".join(f"/I{i} {n} 0 R" for i, n in enumerate(numbers))
    pdf.page(content, resources=f"/XObject << {names} >>")
    return pdf.data()


def test_a_signature_pasted_in_a_cell_is_a_picture_there() -> None:
    content = grid([50, 300, 545], [580, 680, 700])
    content += text(55, 686, "L'elue") + text(305, 686, "Le maire")
    content += text(55, 666, "Zoe Lambin") + draw("I0", 80, 600, 120, 45)
    content += draw("I1", 330, 610, 100, 40)
    document = read_pdf(page(content, b"\0\xff\xff\0", b"\xff\0\0\xff"))
    assert outline(document.blocks) == [
        [["L'elue", "Le maire"], [["Zoe Lambin", "<picture>"], "<picture>"]]
    ]
    sizes = [(i.width, i.height) for i in inlines(document.blocks) if isinstance(i, Picture)]
    assert [(round(w), round(h)) for w, h in sizes] == [(120, 45), (100, 40)]


def test_the_same_picture_twice_has_the_same_digest() -> None:
    content = draw("I0", 60, 600, 100, 40) + draw("I0", 330, 600, 100, 40)
    content += draw("I1", 60, 500, 100, 40)
    document = read_pdf(page(content, b"\0\xff\xff\0", b"\xff\0\0\xff"))
    a, b, c = [i.sha256 for i in inlines(document.blocks) if isinstance(i, Picture)]
    assert (a == b, a == c, len(a)) == (True, False, 64)


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanned, "find_spec", lambda name: None)


@pytest.mark.usefixtures("without_ocr")
def test_a_scanned_page_is_never_silently_empty() -> None:
    document = read_pdf(page(draw("I0", 0, 0, 595, 842), b"\0\xff\xff\0"))
    assert (document.blocks, document.pages[0].via) == ((), "image")
    assert document.warnings == ("page 1 : image sans texte, à lire par une personne",)


@pytest.mark.usefixtures("without_ocr")
def test_text_hidden_behind_a_scan_is_read_with_low_confidence() -> None:
    content = draw("I0", 0, 0, 595, 842) + text(56, 700, "Nom : Lambin", more="3 Tr")
    document = read_pdf(page(content, b"\0\xff\xff\0"))
    assert outline(document.blocks) == ["Nom : Lambin"]
    assert {word.confidence for word in document.pages[0].words} == {0.5}
    assert document.warnings[-1] == "page 1 : lue dans le texte caché derrière le scan"


def test_a_background_picture_behind_a_typed_page_is_not_a_scan() -> None:
    lines = "".join(text(56, 700 - 20 * i, f"Ligne {i} du dossier.") for i in range(5))
    document = read_pdf(page(draw("I0", 0, 0, 595, 842) + lines, b"\0\xff\xff\0"))
    assert document.pages[0].via == "text"
    assert outline(document.blocks) == [f"Ligne {i} du dossier." for i in range(5)]


def test_a_scanned_page_is_rendered_for_the_reader_of_scans(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The picture of the page is as large as asked, and upright."""
    seen = []

    def read_page_image(image, number, size, blanks):  # type: ignore[no-untyped-def]
        seen.append((image.size, number, size, blanks))
        content = PageContent(number, *size, (PageWord("Lambin", 56, 690, 90, 702),))
        return scan.ScanPage(content, "ocr")

    monkeypatch.setattr(scan, "read_page_image", read_page_image)
    pdf = Pdf()
    number = pdf.stream(b"\0\xff\xff\0", GREY)
    content = draw("I0", 0, 0, 595, 842)
    pdf.page(content, entries="/Rotate 90", resources=f"/XObject << /I0 {number} 0 R >>")
    document = read_pdf(pdf.data())
    assert seen == [((2339, 1653), 1, (842, 595), ())]
    assert (outline(document.blocks), document.via) == (["Lambin"], ("pdf", "scan"))


def test_a_giant_page_is_not_rendered() -> None:
    pdf = Pdf()
    number = pdf.stream(b"\0\xff\xff\0", GREY)
    resources = f"/XObject << /I0 {number} 0 R >>"
    pdf.page(draw("I0", 0, 0, 14000, 14000), size=(14000, 14000), resources=resources)
    assert read_pdf(pdf.data()).warnings == ("page 1 : image sans texte, à lire par une personne",)


def handwritten(count: int) -> bytes:
    """A typed page with answers written on it with a pen, one line of ink each."""
    pdf = Pdf()
    lines = "".join(text(60, 700 - 30 * i, f"Question {i} :") for i in range(count))
    inks = []
    for i in range(count):
        y = 698 - 30 * i
        points = " ".join(f"{150 + 4 * k} {y + (k % 3) * 5}" for k in range(20))
        inks.append(
            pdf.add(
                f"<< /Type /Annot /Subtype /Ink /F 4 /Rect [150 {y} 230 {y + 10}] "
                f"/InkList [[{points}]] >>"
            )
        )
    pdf.page(lines, annotations=tuple(inks))
    return pdf.data()


WRITTEN = (
    "page 1 : des réponses sont écrites à la main, dessinées ou dans une police sans table, à lire "
    "sur la page"
)


def test_answers_written_on_a_typed_page_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanned, "find_spec", lambda name: None)
    assert read_pdf(handwritten(4)).warnings == (WRITTEN,)
    assert read_pdf(handwritten(2)).warnings == ()  # two people signed


def test_what_ocr_reads_on_a_typed_page_stands_where_it_was_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Only in those places, on the line of the words it stands for, and never over typed ones."""
    seen = [
        PageWord("Lambin", 152, 141, 190, 151, confidence=0.4),
        PageWord("Question", 60, 135, 100, 145),  # typed: its place is taken
        PageWord("Intrus", 400, 400, 440, 410),  # where nothing was written
    ]
    page = scan.ScanPage(PageContent(1, 595, 842, tuple(seen)), "ocr")
    monkeypatch.setattr(scan, "read_page_image", lambda *args: page)
    document = read_pdf(handwritten(3))
    assert outline(document.blocks) == [
        [
            ["Question 0 :", ["<ink>", "Lambin"]],
            ["Question 1 :", "<ink>"],
            ["Question 2 :", "<ink>"],
        ]
    ]
    assert document.warnings == ()
