"""Words marked out on a page or over it: highlighted, circled, underlined, struck; hidden words."""

from __future__ import annotations

import pytest
from pdf_outline import outline, read_pdf
from raw_pdf import Pdf, grid, line, one_page, text

from ami_cli.model.document import Document, Run, Signature, inlines
from ami_cli.readers.pdf.glyphs import is_doubtful

TWO = text(60, 700, "Nord") + text(160, 700, "Somme")  # « Nord » is 60-81, 698-707


def looks(document: Document) -> dict[str, str]:
    """What each word is: h(ighlighted), u(nderlined), s(truck)."""
    return {
        run.text.strip(): "h" * run.highlighted + "u" * run.underlined + "s" * run.struck
        for run in inlines(document.blocks)
        if isinstance(run, Run) and run.text.strip()
    }


CIRCLE = (
    "0.8 0 0 RG 1 w 55 702 m 55 708 60 712 72 712 c 84 712 90 708 90 702 c "
    "90 696 84 692 72 692 c 60 692 55 696 55 702 c S\n"
)


@pytest.mark.parametrize(
    ("drawn", "look"),
    [
        ("1 1 0 rg 58 696 26 13 re f\n", "h"),  # a rectangle behind the words
        ("1 1 0 rg 58 694 14 14 re f 1 1 0 rg 70 694 14 14 re f\n", "h"),  # two squares
        ("1 1 0 rg 60 696 m 57 700 57 705 60 709 c 82 709 l 85 705 85 700 82 696 c f\n", "h"),
        ("1 0.9 0.1 RG 12 w 58 702 m 84 703 l S\n", "h"),  # a broad pen
        (CIRCLE, "h"),
        ("0 0 0 RG 1 w 58 703 m 84 703 l S\n", "s"),
        ("0 0 0 RG 1 w 58 698.5 m 84 698.5 l S\n", "u"),
    ],
)
def test_words_are_marked_out_by_what_is_drawn_in_the_page(drawn: str, look: str) -> None:
    assert looks(read_pdf(one_page(drawn + TWO))) == {"Nord": look, "Somme": ""}


@pytest.mark.parametrize("colour", ["1 0 0 rg", "0 0 1 rg", "0 0 0 rg"])
def test_a_small_dark_or_vivid_square_ticks_a_box_and_highlights_nothing(colour: str) -> None:
    box = "0.5 w 40 698 9 9 re S\n"
    document = read_pdf(one_page(box + f"{colour} 41 699 7 7 re f\n" + text(52, 699, "Nord")))
    assert outline(document.blocks) == ["[x] Nord"]
    assert looks(document) == {"Nord": ""}


def ink(points: str, more: str = "") -> str:
    return (
        f"<< /Type /Annot /Subtype /Ink /F 4 /Rect [50 690 95 715] /InkList [[{points}]] {more} >>"
    )


LOOP = "55 702 57 708 64 712 75 712 85 709 90 702 86 695 76 692 63 693 57 697 56 701"


@pytest.mark.parametrize(
    ("annotation", "look"),
    [
        (ink(LOOP), "h"),
        (ink("58 703 70 702 84 704"), "s"),
        (ink("58 698 70 698.5 84 698"), "u"),
        ("<< /Type /Annot /Subtype /Circle /F 4 /Rect [52 690 92 714] >>", "h"),
        ("<< /Type /Annot /Subtype /Square /F 4 /Rect [52 690 92 714] >>", "h"),
        ("<< /Type /Annot /Subtype /Line /F 4 /Rect [50 690 95 715] /L [58 703 84 703] >>", "s"),
    ],
)
def test_words_are_marked_out_by_annotations_and_none_is_a_signature(
    annotation: str, look: str
) -> None:
    pdf = Pdf()
    pdf.page(TWO, annotations=(pdf.add(annotation),))
    document = read_pdf(pdf.data())
    assert looks(document) == {"Nord": look, "Somme": ""}
    assert document.signatures == ()


def test_a_highlighters_ink_highlights() -> None:
    pdf = Pdf()
    stroke = pdf.stream(
        "1 0.9 0.1 RG 12 w 6 8 m 32 9 l S",
        "/Type /XObject /Subtype /Form /BBox [0 0 45 25]",
    )
    note = pdf.add(
        "<< /Type /Annot /Subtype /Ink /F 4 /Rect [52 694 90 712] /InkList [[58 702 84 703]] "
        f"/AP << /N {stroke} 0 R >> >>"
    )
    pdf.page(TWO, annotations=(note,))
    assert looks(read_pdf(pdf.data())) == {"Nord": "h", "Somme": ""}


def test_a_scribble_over_a_name_is_a_signature() -> None:
    pdf = Pdf()
    note = pdf.add(ink("50 700 60 712 58 695 70 710 66 698 80 712 78 696 92 705 60 700 95 701"))
    pdf.page(TWO, annotations=(note,))
    document = read_pdf(pdf.data())
    assert looks(document) == {"Nord\tSomme": ""}
    assert [mark.kind for mark in document.signatures] == ["ink"]


def test_white_words_show_on_a_dark_ground_only() -> None:
    white = text(60, 700, "Intrus", more="1 1 1 rg")
    head = "0 0.2 0.5 rg 50 640 200 20 re f\n" + text(60, 646, "Nom", more="1 1 1 rg")
    document = read_pdf(one_page(white + head + text(60, 600, "Lambin", more="0 0 0 rg")))
    assert outline(document.blocks) == ["Nom", "Lambin"]
    assert document.warnings == ("page 1 : texte blanc sur blanc, qui n’a pas été lu",)


def test_transparent_words_are_not_read() -> None:
    clear = "/ExtGState << /G0 << /Type /ExtGState /ca 0 >> >>"
    content = "q /G0 gs\n" + text(60, 700, "Intrus") + "Q\n" + text(60, 680, "Lambin")
    assert outline(read_pdf(one_page(content, resources=clear)).blocks) == ["Lambin"]


def test_words_that_float_over_dots_are_written_on_them() -> None:
    """Typed with a program that puts text where one clicks: 3 points above, then below."""
    dots = "." * 40
    for shift in (3.5, 0.0, -3.0):
        content = text(60, 700, f"Nom : {dots}   Age : {dots}")
        content += text(92, 700 + shift, "Lambin") + text(252, 700 + shift, "52")
        (said,) = outline(read_pdf(one_page(content)).blocks)
        words = [word for word in str(said).split() if word.strip(".")]
        assert words == ["Nom", ":", "Lambin", "Age", ":", "52"]


def test_the_line_below_the_dots_is_another_line() -> None:
    content = text(60, 700, "Nom : " + "." * 40) + text(92, 688, "Lambin")
    assert outline(read_pdf(one_page(content)).blocks) == ["Nom : " + "." * 40, "Lambin"]


def test_text_typed_with_a_stamp_tool_is_text() -> None:
    pdf = Pdf()
    font = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    shown = [
        pdf.stream(
            text(2, 4, said),
            f"/Type /XObject /Subtype /Form /BBox [0 0 200 14] /Resources << {font} >>",
        )
        for said in ("4 place de la Republique", "RECU le 12 mars 2021")
    ]
    notes = [
        pdf.add(
            f"<< /Type /Annot /Subtype /Stamp /F 4 /Rect [205 {y} 405 {y + 14}] "
            f"/AP << /N {stream} 0 R >> >>"
        )
        for y, stream in zip((683, 663), shown, strict=True)
    ]
    content = (
        grid([50, 200, 545], [660, 680, 700]) + text(55, 686, "Adresse") + text(55, 666, "Date")
    )
    pdf.page(content, annotations=tuple(notes))
    document = read_pdf(pdf.data())
    assert outline(document.blocks) == [
        [["Adresse", "4 place de la Republique"], ["Date", "<stamp>"]]
    ]
    assert [a.text for a in document.annotations] == [
        "4 place de la Republique",
        "RECU le 12 mars 2021",
    ]


def test_free_text_with_rich_contents_only_is_read() -> None:
    pdf = Pdf()
    rich = '<?xml version="1.0"?><body><p>Rue de l&apos;Eglise</p><p>Mairie</p></body>'
    note = pdf.add(
        f"<< /Type /Annot /Subtype /FreeText /F 4 /Rect [205 660 405 700] /RC ({rich}) >>"
    )
    pdf.page(text(60, 720, "Adresse :"), annotations=(note,))
    assert outline(read_pdf(pdf.data()).blocks) == ["Adresse :", "Rue de l'Eglise", "Mairie"]


def test_pages_sent_in_disorder_are_read_by_their_printed_numbers() -> None:
    pdf = Pdf()
    for number in (3, 1, 2):
        body = text(60, 500, f"Partie {number}.")
        pdf.page(body + text(250, 40, f"Cerdd - page {number} / 3"))
    assert outline(read_pdf(pdf.data()).blocks) == ["Partie 1.", "Partie 2.", "Partie 3."]


def test_two_documents_in_one_file_stay_in_their_order() -> None:
    pdf = Pdf()
    for number in (2, 1, 2, 1):
        pdf.page(text(60, 500, f"Partie {number}.") + text(250, 40, f"page {number} / 2"))
    said = outline(read_pdf(pdf.data()).blocks)
    assert said == ["Partie 2.", "Partie 1.", "Partie 2.", "Partie 1."]


def test_a_raised_ending_stays_in_its_word() -> None:
    content = text(60, 700, "le 1") + text(74.5, 704, "er", size=6) + text(84, 700, "mars 2021")
    assert outline(read_pdf(one_page(content)).blocks) == ["le 1er mars 2021"]


def test_signatures_are_still_drawn_ones() -> None:
    """What marks words out is told from what signs by its shape, not by its place."""
    pdf = Pdf()
    signed = ink("60 600 90 640 95 605 120 630 125 610 150 625")
    pdf.page(line(50, 590, 200, 590) + text(60, 650, "Le maire"), annotations=(pdf.add(signed),))
    marks = [item for item in inlines(read_pdf(pdf.data()).blocks) if isinstance(item, Signature)]
    assert [mark.kind for mark in marks] == ["ink"]


def test_words_under_a_white_patch_are_not_read() -> None:
    """An editor's « white-out »: the old name is painted over, the new one written upon it."""
    content = text(60, 700, "Nom :") + text(92, 700, "Ancien")
    content += "1 1 1 rg 91 696 80 14 re f 0 0 0 rg\n" + text(92, 700, "Lambin")
    document = read_pdf(one_page(content))
    assert outline(document.blocks) == ["Nom : Lambin"]
    assert document.warnings == ("page 1 : texte caché sous un cache, qui n’a pas été lu",)


def test_what_is_painted_first_or_blended_hides_nothing() -> None:
    multiply = "/ExtGState << /GM << /Type /ExtGState /BM /Multiply >> >>"
    first = "0.8 1 0.8 rg 55 696 120 14 re f 0 0 0 rg\n" + text(60, 700, "Lambin")
    over = text(60, 680, "Zoe.") + "q /GM gs 1 1 0 rg 55 676 120 14 re f Q\n"
    document = read_pdf(one_page(first + over, resources=multiply))
    assert outline(document.blocks) == ["Lambin", "Zoe."]
    assert document.warnings == ()


def test_free_text_on_a_white_ground_hides_what_is_under_it() -> None:
    pdf = Pdf()
    font = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    shown = pdf.stream(
        "1 1 1 rg 0 0 100 14 re f 0 0 0 rg\n" + text(3, 4, "Lambin"),
        f"/Type /XObject /Subtype /Form /BBox [0 0 100 14] /Resources << {font} >>",
    )
    note = pdf.add(
        "<< /Type /Annot /Subtype /FreeText /F 4 /Rect [92 696 192 710] /Contents (Lambin) "
        f"/AP << /N {shown} 0 R >> >>"
    )
    pdf.page(text(60, 700, "Nom :") + text(95, 700, "Ancien"), annotations=(note,))
    assert outline(read_pdf(pdf.data()).blocks) == ["Nom : Lambin"]


def test_a_watermark_is_an_annotation_not_text() -> None:
    askew = "BT 0.8 g /F1 80 Tf 0.7071 0.7071 -0.7071 0.7071 100 200 Tm (SPECIMEN) Tj ET 0 g\n"
    flat = text(60, 560, "COPIE", size=50, more="0.85 g") + "0 g\n"
    lines = [text(60, y, said) for y, said in ((700, "Nom :"), (500, "Lambin"), (300, "Zoe"))]
    document = read_pdf(one_page(askew + flat + "".join(lines)))
    assert outline(document.blocks) == ["Nom :", "Lambin", "Zoe"]
    assert [(a.kind, a.text) for a in document.annotations] == [
        ("watermark", "SPECIMEN"),
        ("watermark", "COPIE"),
    ]


def test_words_set_close_without_spaces_are_parted() -> None:
    """A producer that moves on by a tenth of the size: « Services techniques » was one word."""
    moved = "BT /F1 10 Tf 1 0 0 1 60 700 Tm [(Services) -120 (techniques) -120 (de) -120 (la) -120 (ville)] TJ ET\n"
    assert outline(read_pdf(one_page(moved)).blocks) == ["Services techniques de la ville"]


def test_a_long_word_and_spaced_letters_stay_whole() -> None:
    spaced = "BT 1 Tc /F1 10 Tf 1 0 0 1 60 680 Tm (intercommunalites) Tj ET\n"
    document = read_pdf(one_page(text(60, 700, "intercommunalites.") + spaced))
    assert outline(document.blocks) == ["intercommunalites.", "intercommunalites"]


def test_a_whole_word_and_the_next_are_two_in_a_narrow_cell() -> None:
    content = grid([50, 121, 300], [660, 690])
    content += text(53, 680, "Developpement") + text(53, 668, "durable") + text(125, 680, "oui")
    assert outline(read_pdf(one_page(content)).blocks) == [[["Developpement durable", "oui"]]]


def test_a_letter_that_no_table_explains_is_lost_and_told() -> None:
    pdf = Pdf()
    pdf.page(text(60, 700, "Fran\x01oise Lambin", font="F1"))
    data = pdf.data().replace(
        b"/Helvetica /Encoding /WinAnsiEncoding",
        b"/Helvetica /Encoding << /Type /Encoding /Differences [1 /ccedilla] >>",
    )
    (block,) = read_pdf(data).blocks
    runs = [item for item in block.items if isinstance(item, Run)]
    assert "".join(run.text for run in runs).endswith("oise Lambin")
    assert " oise" not in block.text


def test_letters_of_no_french_word_are_doubtful() -> None:
    for word, doubtful in (
        ("ǃǯƂǢǩǥ", True),
        ("Вася", True),
        ("Wałęsa", False),
        ("Françoise", False),
    ):
        assert is_doubtful(word) is doubtful


def test_a_page_wide_rectangle_cut_to_a_corner_hides_nothing() -> None:
    """Some producers fill the whole page and let a clipping path do the rest."""
    clipped = "q 400 100 50 50 re W n 1 1 1 rg 0 0 595 842 re f Q\n"
    after = "".join(text(60, 660 - 14 * i, f"Ligne {i}.") for i in range(3))
    document = read_pdf(one_page(text(60, 700, "Lambin.") + clipped + after))
    assert outline(document.blocks) == ["Lambin.", "Ligne 0.", "Ligne 1.", "Ligne 2."]
    assert document.warnings == ()


def test_half_a_page_is_not_taken_for_covered() -> None:
    lines = [f"Ligne {i}." for i in range(4)]
    said = "".join(text(60, 700 - 14 * i, line) for i, line in enumerate(lines))
    document = read_pdf(one_page(said + "1 1 1 rg 0 0 595 842 re f\n"))
    assert outline(document.blocks) == lines
