"""What a pen says on a PDF: boxes ticked, options circled or struck, signatures, stamps."""

from __future__ import annotations

import math

import pytest
from pdf_outline import outline, read_pdf
from raw_pdf import Pdf, box, grid, line, one_page, text

from ami_cli.model.document import Checkbox, Document, Run, inlines

# two printed boxes with their options: « Nord » is 65-86, 698-707, « Somme » begins at 165
FORM = box(50, 698, 60, 708) + text(65, 700, "Nord") + box(150, 698, 160, 708)
FORM += text(165, 700, "Somme")
PEN = "0.1 0.1 0.5 RG 1.2 w "


def path(*points: tuple[float, float], pen: str = PEN, paint: str = "S") -> str:
    first, *others = points
    return (
        f"{pen}{first[0]} {first[1]} m " + " ".join(f"{x} {y} l" for x, y in others) + f" {paint}\n"
    )


def ring(x: float, y: float, wide: float, high: float, turns: float = 1.05) -> str:
    """A ring drawn by hand, of short lines."""
    steps = [2 * math.pi * turns * i / 40 for i in range(41)]
    return path(*((x + wide * math.cos(t), y + high * math.sin(t)) for t in steps))


def circle(x: float, y: float, radius: float) -> str:
    """A circle of four curves."""
    k = 0.5523 * radius
    return (
        f"{PEN}{x + radius} {y} m "
        f"{x + radius} {y + k} {x + k} {y + radius} {x} {y + radius} c "
        f"{x - k} {y + radius} {x - radius} {y + k} {x - radius} {y} c "
        f"{x - radius} {y - k} {x - k} {y - radius} {x} {y - radius} c "
        f"{x + k} {y - radius} {x + radius} {y - k} {x + radius} {y} c S\n"
    )


def boxes(document: Document) -> list[bool | None]:
    return [item.checked for item in inlines(document.blocks) if isinstance(item, Checkbox)]


def struck(document: Document) -> str:
    runs = (item for item in inlines(document.blocks) if isinstance(item, Run))
    return " ".join(run.text.strip() for run in runs if run.struck)


def ink_of(document: Document) -> list[tuple[str, bool]]:
    """The kind of each mark, and whether it is sure."""
    return [(mark.kind, mark.confidence >= 0.9) for mark in document.signatures]


@pytest.mark.parametrize(
    "drawn",
    [
        path((51, 699), (59, 707)) + path((51, 707), (59, 699)),  # a cross
        path((46, 694), (65, 712)) + path((46, 712), (65, 694)),  # a large one
        path((51, 699), (59, 707)),  # a slash
        path((50, 703), (54, 698), (65, 713)),  # a tick
        path((46, 706), (54, 695), (74, 722)),  # one that runs far over its box
        path(*((50 + 10 * (i % 2), 699 + i) for i in range(10))),  # scribbled over
        "0.1 0.2 0.7 rg 51 699 8 8 re f\n",  # filled in blue
        path((50, 703), (51.5, 704), (53.5, 701), (58.5, 708), (59.5, 707), (53.7, 698.7),
             pen="0 g ", paint="f"),  # the tick of a signing program: its outline, filled
        ring(55, 703, 9, 8),  # ringed
        circle(55, 703, 9),
        path((40, 699), (47, 707)) + path((40, 707), (47, 699)),  # a cross before the box
    ],
)  # fmt: skip
def test_a_mark_on_a_box_ticks_that_box_alone(drawn: str) -> None:
    assert boxes(read_pdf(one_page(FORM + drawn))) == [True, False]


def test_a_tick_over_two_lines_ticks_the_box_it_points_at() -> None:
    above = box(66, 714, 76, 724) + text(82, 716, "Oise")
    tick = path((46, 706), (54, 697), (76, 724))
    assert outline(read_pdf(one_page(above + FORM + tick)).blocks) == [
        "[ ] Oise",
        "[x] Nord\t[ ] Somme",
    ]


@pytest.mark.parametrize(
    "drawn",
    [
        line(49, 703, 61, 703.5, 1.2),  # a dash through the box: no, or a poor tick
        path((88, 700), (92, 704), (90, 709), (95, 703)),  # something beside the option
    ],
)
def test_a_stroke_nobody_can_tell_leaves_its_box_in_doubt(drawn: str) -> None:
    assert boxes(read_pdf(one_page(FORM + drawn))) == [None, False]


def note(subtype: str, entries: str) -> str:
    return f"<< /Type /Annot /Subtype /{subtype} /F 4 /Rect [44 690 76 716] {entries} >>"


@pytest.mark.parametrize(
    "annotations",
    [
        [note("Ink", "/InkList [[51 699 59 707] [51 707 59 699]]")],
        [note("Ink", "/InkList [[51 699 59 707]]"), note("Ink", "/InkList [[51 707 59 699]]")],
        [note("Ink", "/InkList [[46 706 54 695 74 722]]")],
        [note("Line", "/L [51 699 59 707]"), note("Line", "/L [51 707 59 699]")],
        [note("PolyLine", "/Vertices [50 703 54 698 65 713]")],
        [note("Circle", "").replace("44 690 76 716", "46 694 64 712")],
        [note("Square", "").replace("44 690 76 716", "51 699 59 707")],
    ],
)
def test_an_annotation_on_a_box_ticks_it_and_is_no_signature(annotations: list[str]) -> None:
    pdf = Pdf()
    pdf.page(FORM, annotations=tuple(pdf.add(one) for one in annotations))
    document = read_pdf(pdf.data())
    assert (boxes(document), document.signatures) == ([True, False], ())


def test_a_drawn_cross_over_a_live_control_ticks_it() -> None:
    pdf = Pdf()
    empty = pdf.stream("", "/Type /XObject /Subtype /Form /BBox [0 0 10 10]")
    control = pdf.add(
        "<< /Type /Annot /Subtype /Widget /F 4 /Rect [50 698 60 708] /FT /Btn /T (c) /AS /Off "
        f"/AP << /N << /Oui {empty} 0 R /Off {empty} 0 R >> >> >>"
    )
    cross = pdf.add(note("Ink", "/InkList [[51 699 59 707] [51 707 59 699]]"))
    pdf.page(text(65, 700, "Nord"), annotations=(control, cross))
    pdf.catalog = f"/AcroForm << /Fields [{control} 0 R] >>"
    assert outline(read_pdf(pdf.data()).blocks) == ["[x] Nord"]


@pytest.mark.parametrize(
    "drawn",
    [
        line(164, 703, 200, 703.4, 1),
        path((163, 699), (200, 708)),  # aslant
        path((163, 699), (200, 708)) + path((163, 708), (200, 699)),  # crossed out
        path(*((163 + 4 * i, 703 + 2.4 * (-1) ** i) for i in range(10))),  # a zigzag
        f"{PEN}163 702 m 175 706 188 699 201 704 c S\n",  # a curve
        path(*((163 + 2 * i, 703 + 1.2 * math.sin(i)) for i in range(20))),  # a wave
        "0 g 164 703 36 1 re f\n",  # a bar
    ],
)
def test_a_line_through_a_word_strikes_it(drawn: str) -> None:
    document = read_pdf(one_page(FORM + drawn))
    assert (struck(document), boxes(document)) == ("Somme", [False, False])


def test_a_line_through_a_ticked_box_and_its_words_undoes_the_tick() -> None:
    crosses = "".join(
        path((x + 1, 699), (x + 9, 707)) + path((x + 1, 707), (x + 9, 699)) for x in (50, 150)
    )
    document = read_pdf(one_page(FORM + crosses + line(46, 703, 90, 703.3, 1)))
    assert (struck(document), boxes(document)) == ("Nord", [False, True])


def test_a_frame_round_an_option_marks_it_and_makes_no_table() -> None:
    content = text(60, 700, "Nord Oise Somme") + "0.8 0 0 RG 1 w 83 697 23 12 re S\n"
    document = read_pdf(one_page(content))
    marked = [
        i.text.strip() for i in inlines(document.blocks) if isinstance(i, Run) and i.highlighted
    ]
    assert (outline(document.blocks), marked) == (["Nord Oise Somme"], ["Oise"])


def signature(
    x: float = 100, y: float = 600, wide: float = 90, high: float = 30
) -> list[tuple[float, float]]:
    """The points of a scrawl."""
    return [
        (x + wide * i / 40 + 4 * math.sin(i), y + high / 2 * (1 + math.sin(0.9 * i) * (1 - i / 60)))
        for i in range(41)
    ]


def outlined(points: list[tuple[float, float]]) -> str:
    back = [(x + 0.5, y - 1.1) for x, y in reversed(points)]
    return path(*points, *back, pen="0 0 0.4 rg ", paint="f")


@pytest.mark.parametrize(
    "drawn",
    [
        path(*signature()),
        path(*signature(high=5)),  # nearly flat
        path(*signature(wide=40, high=14), pen="0 G 0.6 w "),  # small
        "".join(path(a, b) for a, b in zip(signature(), signature()[1:], strict=False)),  # in bits
        outlined(signature()),  # a pen that presses: its outline, filled
        path(*signature()) + f"{PEN}95 598 m 130 590 160 610 200 596 c S\n",  # with its flourish
    ],
)
def test_a_scrawl_is_ink_for_sure(drawn: str) -> None:
    assert ink_of(read_pdf(one_page(text(60, 700, "Le maire") + drawn))) == [("ink", True)]


@pytest.mark.parametrize(
    "drawn",
    [
        path((100, 600), (160, 640)) + path((100, 640), (160, 600)),  # a large cross
        f"{PEN}100 600 m 120 640 150 640 170 600 c S\n",  # an arc
        path((100, 600), (140, 600), (140, 640), (180, 640), (180, 600), (220, 600)),  # a plan
    ],
)
def test_a_drawing_that_need_not_be_a_hand_is_unsure_ink(drawn: str) -> None:
    assert ink_of(read_pdf(one_page(text(60, 700, "Le maire") + drawn))) == [("ink", False)]


def test_rings_with_words_are_a_stamp_and_a_scrawl_over_them_is_ink() -> None:
    stamp = circle(140, 600, 36) + circle(140, 600, 25) + text(118, 597, "MAIRIE")
    assert ink_of(read_pdf(one_page(stamp))) == [("stamp", True)]
    both = ink_of(read_pdf(one_page(stamp + path(*signature(95, 585)))))
    assert sorted(both) == [("ink", True), ("stamp", True)]


def test_a_frame_askew_with_words_is_a_stamp() -> None:
    stamp = path((100, 600), (200, 610), (198, 640), (98, 630), paint="s") + text(110, 615, "RECU")
    assert ink_of(read_pdf(one_page(stamp))) == [("stamp", True)]


def test_a_drawing_on_every_page_is_a_letter_head() -> None:
    pdf = Pdf()
    for _ in range(3):
        pdf.page(text(60, 700, "Commune de Rety") + path(*signature(60, 770)))
    assert read_pdf(pdf.data()).signatures == ()


def test_a_stamp_that_is_a_picture_is_ink() -> None:
    pdf = Pdf()
    picture = pdf.stream(
        b"\0\xff\xff\0",
        "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray "
        "/BitsPerComponent 8",
    )
    shown = pdf.stream(
        "100 0 0 40 0 0 cm /I Do",
        f"/Type /XObject /Subtype /Form /BBox [0 0 100 40] "
        f"/Resources << /XObject << /I {picture} 0 R >> >>",
    )
    stamp = pdf.add(
        f"<< /Type /Annot /Subtype /Stamp /F 4 /Rect [100 600 200 640] /AP << /N {shown} 0 R >> >>"
    )
    pdf.page(text(60, 700, "Le maire"), annotations=(stamp,))
    assert ink_of(read_pdf(pdf.data())) == [("ink", True)]


def field(pdf: Pdf, value: str = "") -> int:
    stored = f"/V ({value})" if value else ""
    return pdf.add(
        f"<< /Type /Annot /Subtype /Widget /F 4 /Rect [100 696 300 712] /FT /Tx /T (nom) {stored} >>"
    )


def free_text(pdf: Pdf, said: str, rect: str = "98 694 220 710") -> int:
    shown = pdf.stream(
        f"BT /F1 10 Tf 1 0 0 1 3 4 Tm ({said}) Tj ET",
        "/Type /XObject /Subtype /Form /BBox [0 0 122 16] "
        "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>",
    )
    return pdf.add(
        f"<< /Type /Annot /Subtype /FreeText /F 4 /Rect [{rect}] /Contents ({said}) "
        f"/DA (/F1 10 Tf) /AP << /N {shown} 0 R >> >>"
    )


def test_free_text_over_an_empty_field_is_read_once() -> None:
    pdf = Pdf()
    nom = field(pdf)
    pdf.page(text(60, 700, "Nom :"), annotations=(nom, free_text(pdf, "Anne Lambin")))
    pdf.catalog = f"/AcroForm << /Fields [{nom} 0 R] >>"
    document = read_pdf(pdf.data())
    assert document.text.split() == ["Nom", ":", "Anne", "Lambin"]


def test_a_cross_typed_before_a_box_of_a_form_ticks_it() -> None:
    pdf = Pdf()
    cross = free_text(pdf, "X", "38 696 50 712").__index__()
    pdf.page(FORM, annotations=(cross,))
    assert outline(read_pdf(pdf.data()).blocks) == ["[x] Nord\t[ ] Somme"]


def test_a_line_through_a_part_of_free_text_strikes_that_part() -> None:
    pdf = Pdf()
    typed = free_text(pdf, "12/03/2020  12/03/2021")
    through = pdf.add(
        "<< /Type /Annot /Subtype /Line /F 4 /Rect [98 694 160 710] /L [100 701 151 702] >>"
    )
    pdf.page(text(60, 700, "le"), annotations=(typed, through))
    assert struck(read_pdf(pdf.data())) == "12/03/2020"


def test_two_signatures_with_their_flourishes_are_no_handwritten_answers() -> None:
    """Three lines of ink on a page would be looked at as answers written by hand."""
    marks = "".join(
        path(*signature(x, 600, high=22))
        + f"{PEN}{x - 5} 597 m {x + 30} 606 {x + 60} 592 {x + 95} 604 c S\n"
        for x in (60, 320)
    )
    document = read_pdf(one_page(text(60, 700, "L'elue et le maire") + marks))
    assert (ink_of(document), document.warnings) == ([("ink", True)] * 2, ())
    assert document.text.strip() == "L'elue et le maire"


def test_a_scrawl_over_two_cells_is_unsure_ink_in_both() -> None:
    content = grid([50, 300, 550], [580, 680, 700])
    content += text(55, 686, "L'elue") + text(305, 686, "Le maire")
    document = read_pdf(one_page(content + path(*signature(200, 600, wide=180))))
    assert outline(document.blocks) == [
        [["L'elue", "Le maire"], ["<ink>", "<ink>"]],
    ]
    assert ink_of(document) == [("ink", False), ("ink", False)]
