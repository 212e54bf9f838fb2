"""Tick boxes of PDFs: drawn squares, crosses laid over them, form controls."""

from __future__ import annotations

from pdf_outline import outline, read_pdf
from raw_pdf import Pdf, box, line, one_page, text


def cross(x: float, y: float) -> str:
    return line(x + 1, y + 1, x + 9, y + 9, 1) + line(x + 1, y + 9, x + 9, y + 1, 1)


def test_drawn_squares_stand_before_their_labels() -> None:
    content = box(50, 698, 60, 708) + text(65, 700, "Commune")
    content += box(150, 698, 160, 708) + cross(150, 698) + text(165, 700, "Metropole")
    assert outline(read_pdf(one_page(content)).blocks) == ["[ ] Commune\t[x] Metropole"]


def test_a_letter_typed_in_a_square_ticks_it() -> None:
    content = box(50, 698, 60, 708) + text(52, 700, "X") + text(65, 700, "Commune")
    assert outline(read_pdf(one_page(content)).blocks) == ["[x] Commune"]


def test_a_square_drawn_with_four_lines_is_a_tick_box_not_a_table() -> None:
    content = line(50, 698, 60, 698) + line(50, 708, 60, 708)
    content += line(50, 698, 50, 708) + line(60, 698, 60, 708) + text(65, 700, "Commune")
    assert outline(read_pdf(one_page(content)).blocks) == ["[ ] Commune"]


def test_the_cells_of_a_number_are_not_tick_boxes() -> None:
    content = text(20, 700, "SIREN")
    for i, digit in enumerate("215906587"):
        content += box(60 + 14 * i, 696, 74 + 14 * i, 710) + text(64 + 14 * i, 700, digit)
    assert outline(read_pdf(one_page(content)).blocks) == ["SIREN 2 1 5 9 0 6 5 8 7"]


def test_symbols_of_zapf_dingbats_are_read_as_characters() -> None:
    content = text(50, 700, "4", "F3") + text(61, 700, "Commune")
    assert outline(read_pdf(one_page(content)).blocks) == ["✔ Commune"]


def widget(pdf: Pdf, rect: str, entries: str) -> int:
    return pdf.add(f"<< /Type /Annot /Subtype /Widget /Rect [{rect}] /F 4 {entries} >>")


def test_check_boxes_and_radios_take_their_state_and_label_from_the_form() -> None:
    pdf = Pdf()
    on = pdf.stream("", "/Type /XObject /Subtype /Form /BBox [0 0 10 10]")
    states = f"/AP << /N << /Oui {on} 0 R /Off {on} 0 R >> >>"
    ticked = widget(
        pdf, "50 698 60 708", f"/FT /Btn /T (c1) /TU (Commune) /V /Oui /AS /Oui {states}"
    )
    empty = widget(pdf, "150 698 160 708", f"/FT /Btn /T (c2) /AS /Off {states}")
    group = pdf.add("<< /FT /Btn /Ff 32768 /T (avancement) /V /encours >>")
    radios = [
        widget(
            pdf,
            f"{50 + 100 * i} 668 {60 + 100 * i} 678",
            f"/Parent {group} 0 R /AS /{state} /AP << /N << /{name} {on} 0 R /Off {on} 0 R >> >>",
        )
        for i, (name, state) in enumerate([("reflexion", "Off"), ("encours", "encours")])
    ]
    pdf.objects[group - 1] = (
        f"<< /FT /Btn /Ff 32768 /T (avancement) /V /encours "
        f"/Kids [{' '.join(f'{r} 0 R' for r in radios)}] >>"
    ).encode()
    pdf.page(
        text(65, 700, "Commune")
        + text(165, 700, "Metropole")
        + text(65, 670, "en reflexion")
        + text(165, 670, "en cours"),
        annotations=(ticked, empty, *radios),
    )
    pdf.catalog = f"/AcroForm << /Fields [{ticked} 0 R {empty} 0 R {group} 0 R] >>"
    document = read_pdf(pdf.data())
    assert outline(document.blocks) == [
        "[x] Commune\t[ ] Metropole",
        "[ ] en reflexion\t[x] en cours",
    ]
    boxes = [i for b in document.blocks for i in b.items if hasattr(i, "checked")]
    assert [(b.name, b.label, b.export, b.checked) for b in boxes] == [
        ("c1", "Commune", "Oui", True),
        ("c2", "Oui", "Oui", False),
        ("avancement", "reflexion", "reflexion", False),
        ("avancement", "encours", "encours", True),
    ]
