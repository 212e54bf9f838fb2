"""AcroForm fields, annotations, and what was laid over a page."""

from __future__ import annotations

from pdf_outline import outline, read_pdf
from raw_pdf import Pdf, grid, text

from ami_cli.model.document import FormField, inlines


def appearance(pdf: Pdf, said: str, width: float = 100, height: float = 14) -> int:
    font = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    return pdf.stream(
        text(2, 4, said),
        f"/Type /XObject /Subtype /Form /BBox [0 0 {width} {height}] /Resources << {font} >>",
    )


def field(pdf: Pdf, rect: str, name: str, entries: str) -> int:
    return pdf.add(
        f"<< /Type /Annot /Subtype /Widget /F 4 /FT /Tx /T ({name}) /Rect [{rect}] {entries} >>"
    )


def form(pdf: Pdf, content: str, *fields: int) -> bytes:
    pdf.page(content, annotations=fields)
    pdf.catalog = f"/AcroForm << /Fields [{' '.join(f'{n} 0 R' for n in fields)}] >>"
    return pdf.data()


def test_a_field_stands_in_its_cell_and_its_appearance_is_not_read_twice() -> None:
    pdf = Pdf()
    shown = appearance(pdf, "Wicres")
    entries = f"/V (Wicres) /TU (Ville) /AP << /N {shown} 0 R >>"
    widget = field(pdf, "155 683 400 697", "ville", entries)
    content = grid([50, 150, 450], [680, 700]) + text(55, 686, "Ville")
    document = read_pdf(form(pdf, content, widget))
    assert outline(document.blocks) == [[["Ville", "<ville=Wicres>"]]]
    (item,) = [i for i in inlines(document.blocks) if isinstance(i, FormField)]
    assert (item.label, item.seen, item.place.page) == ("Ville", None, 1)
    assert item.place.path == "page[1]/table[1]/r[1]/c[2]/p[1]"


def test_what_is_shown_and_not_stored_is_kept_apart() -> None:
    pdf = Pdf()
    shown = appearance(pdf, "Wicres")
    only_shown = field(pdf, "155 683 400 697", "ville", f"/AP << /N {shown} 0 R >>")
    other = appearance(pdf, "Lille")
    differs = field(pdf, "155 663 400 677", "siege", f"/V (Wicres) /AP << /N {other} 0 R >>")
    only_stored = field(pdf, "155 643 400 657", "canton", "/V (Annoeullin)")
    document = read_pdf(form(pdf, "", only_shown, differs, only_stored))
    found = [i for i in inlines(document.blocks) if isinstance(i, FormField)]
    assert [(i.name, i.value, i.seen) for i in found] == [
        ("ville", "", "Wicres"),
        ("siege", "Wicres", "Lille"),
        ("canton", "Annoeullin", None),
    ]


def test_a_field_over_dotted_leaders_takes_their_place() -> None:
    pdf = Pdf()
    widget = field(pdf, "86 697 200 709", "nom", "/V (Lambin)")
    document = read_pdf(form(pdf, text(56, 700, "Nom :") + text(88, 700, "." * 40), widget))
    assert outline(document.blocks) == ["Nom : <nom=Lambin>"]


def test_name_type_and_value_are_inherited() -> None:
    pdf = Pdf()
    parent = pdf.add("")
    child = pdf.add(
        f"<< /Type /Annot /Subtype /Widget /F 4 /T (nom) /Parent {parent} 0 R "
        "/Rect [60 690 200 704] >>"
    )
    pdf.objects[parent - 1] = f"<< /FT /Tx /T (elu) /V (Lambin) /Kids [{child} 0 R] >>".encode()
    pdf.page("", annotations=(child,))
    pdf.catalog = f"/AcroForm << /Fields [{parent} 0 R] >>"
    assert outline(read_pdf(pdf.data()).blocks) == ["<elu.nom=Lambin>"]


def test_widgets_without_a_form_dictionary_are_read() -> None:
    pdf = Pdf()
    widget = field(pdf, "60 690 200 704", "nom", "/V (Lambin)")
    pdf.page("", annotations=(widget,))
    assert outline(read_pdf(pdf.data()).blocks) == ["<nom=Lambin>"]


def test_hidden_fields_and_buttons_are_apart() -> None:
    pdf = Pdf()
    hidden = pdf.add(
        "<< /Type /Annot /Subtype /Widget /F 2 /FT /Tx /T (cle) /V (42) /Rect [60 690 200 704] >>"
    )
    button = pdf.add(
        "<< /Type /Annot /Subtype /Widget /F 4 /FT /Btn /Ff 65536 /T (envoyer) "
        "/Rect [60 660 200 674] >>"
    )
    document = read_pdf(form(pdf, text(56, 500, "Nom"), hidden, button))
    assert outline(document.blocks) == ["Nom"]
    assert [(f.name, f.value) for f in document.hidden_fields] == [("cle", "42"), ("envoyer", "")]


def test_a_list_gives_its_value_and_its_choices() -> None:
    pdf = Pdf()
    widget = pdf.add(
        "<< /Type /Annot /Subtype /Widget /F 4 /FT /Ch /T (dep) /V (59) "
        "/Opt [[(59) (Nord)] [(62) (Pas-de-Calais)]] /Rect [60 690 200 704] >>"
    )
    (item,) = inlines(read_pdf(form(pdf, "", widget)).blocks)
    assert isinstance(item, FormField)
    assert (item.kind, item.value, item.choices) == ("choice", "59", ("Nord", "Pas-de-Calais"))


def test_a_field_that_is_its_own_parent_ends() -> None:
    pdf = Pdf()
    widget = pdf.add("")
    pdf.objects[widget - 1] = (
        f"<< /Type /Annot /Subtype /Widget /F 4 /FT /Tx /T (a) /V (b) /Rect [60 690 200 704] "
        f"/Parent {widget} 0 R /Kids [{widget} 0 R] >>".encode()
    )
    pdf.page("", annotations=(widget,))
    pdf.catalog = f"/AcroForm << /Fields [{widget} 0 R] >>"
    assert [type(i) for i in inlines(read_pdf(pdf.data()).blocks)] == [FormField]


def free_text(pdf: Pdf, rect: str, contents: str, appearance_: int | None = None) -> int:
    shown = f"/AP << /N {appearance_} 0 R >>" if appearance_ else ""
    return pdf.add(
        f"<< /Type /Annot /Subtype /FreeText /F 4 /Rect [{rect}] /Contents ({contents}) "
        f"/DA (/Helv 10 Tf 0 g) {shown} >>"
    )


def test_free_text_is_placed_where_it_lies_with_or_without_appearance() -> None:
    pdf = Pdf()
    with_appearance = free_text(pdf, "155 683 255 697", "Wicres", appearance(pdf, "Wicres"))
    without = free_text(pdf, "155 663 255 677", "59134")
    content = grid([50, 150, 450], [660, 680, 700]) + text(55, 686, "Ville") + text(55, 666, "Code")
    pdf.page(content, annotations=(with_appearance, without))
    document = read_pdf(pdf.data())
    assert outline(document.blocks) == [[["Ville", "Wicres"], ["Code", "59134"]]]
    assert [(note.kind, note.text) for note in document.annotations] == [
        ("free_text", "Wicres"),
        ("free_text", "59134"),
    ]


def test_free_text_over_dots_is_the_answer_and_the_rest_of_the_dots_stay() -> None:
    pdf = Pdf()
    note = free_text(pdf, "88 698 140 712", "Lambin", appearance(pdf, "Lambin", 52))
    content = text(56, 700, "Nom :") + text(88, 700, "." * 60) + text(300, 700, "Prenom : Zoe")
    pdf.page(content, annotations=(note,))
    (said,) = outline(read_pdf(pdf.data()).blocks)
    assert isinstance(said, str)
    assert said.replace(".", "").split() == ["Nom", ":", "Lambin", "Prenom", ":", "Zoe"]
    assert said.startswith("Nom : Lambin .....")


def test_an_x_or_ink_laid_over_a_printed_box_ticks_it() -> None:
    pdf = Pdf()
    note = free_text(pdf, "50 696 62 710", "X", appearance(pdf, "X", 12))
    ink = pdf.add(
        "<< /Type /Annot /Subtype /Ink /F 4 /Rect [140 690 172 714] "
        "/InkList [[150 697 160 708] [150 708 160 697]] >>"
    )
    content = text(50, 700, "q", "F3") + text(65, 700, "Commune")
    content += text(150, 700, "q", "F3") + text(165, 700, "Metropole")
    content += text(250, 700, "q", "F3") + text(265, 700, "Autre")
    pdf.page(content, annotations=(note, ink))
    document = read_pdf(pdf.data())
    assert outline(document.blocks) == ["[x] Commune\t[x] Metropole\t❑ Autre"]
    assert document.signatures == ()


def test_ink_and_stamps_are_marks_where_they_lie() -> None:
    pdf = Pdf()
    ink = pdf.add(
        "<< /Type /Annot /Subtype /Ink /F 4 /Rect [60 600 200 660] "
        "/InkList [[70 610 100 650 130 615 190 640]] >>"
    )
    stamp = pdf.add(
        f"<< /Type /Annot /Subtype /Stamp /F 4 /Rect [320 600 420 630] "
        f"/AP << /N {appearance(pdf, 'RECU LE 12 MARS', 100, 30)} 0 R >> >>"
    )
    content = grid([50, 300, 545], [590, 680, 700])
    content += text(55, 686, "L'elue") + text(305, 686, "Le maire")
    pdf.page(content, annotations=(ink, stamp))
    document = read_pdf(pdf.data())
    assert outline(document.blocks) == [[["L'elue", "Le maire"], ["<ink>", "<stamp>"]]]
    assert [(s.kind, s.note) for s in document.signatures] == [
        ("ink", ""),
        ("stamp", "RECU LE 12 MARS"),
    ]


def test_sticky_notes_are_comments_never_answers() -> None:
    pdf = Pdf()
    note = pdf.add(
        "<< /Type /Annot /Subtype /Text /F 4 /Rect [300 690 320 710] /Contents (a relire) >>"
    )
    pdf.page(text(56, 700, "Nom : Lambin"), annotations=(note,))
    document = read_pdf(pdf.data())
    assert outline(document.blocks) == ["Nom : Lambin"]
    assert document.comments == ("a relire",)


def test_markup_annotations_give_words_their_look() -> None:
    pdf = Pdf()
    quad = "/QuadPoints [56 710 80 710 56 698 80 698]"
    notes = [
        pdf.add(f"<< /Type /Annot /Subtype /{kind} /F 4 /Rect [56 698 80 710] {quad} >>")
        for kind in ("Highlight", "StrikeOut")
    ]
    pdf.page(text(56, 700, "Nord") + text(120, 700, "Somme"), annotations=tuple(notes))
    (block,) = read_pdf(pdf.data()).blocks
    assert [(r.text.strip(), r.highlighted, r.struck) for r in block.items] == [
        ("Nord", True, True),
        ("Somme", False, False),
    ]
