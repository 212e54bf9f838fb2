"""Typed text of PDFs: paragraphs, tables, columns, page breaks."""

from __future__ import annotations

from pdf_outline import outline, read_pdf
from raw_pdf import Pdf, box, grid, line, one_page, paragraph, text


def blocks(content: str, **kwargs: object) -> list[object]:
    return outline(read_pdf(one_page(content, **kwargs)).blocks)


FULL = "Le conseil municipal souhaite associer les habitants a chaque etape du projet de la"


def test_soft_line_breaks_are_joined_and_the_author_s_are_kept() -> None:
    content = paragraph(
        56,
        700,
        [
            FULL,
            "place du village, puis reunir les associations.",
            "La seconde annee est consacree aux travaux.",
        ],
    )
    assert blocks(content) == [
        FULL + " place du village, puis reunir les associations.",
        "La seconde annee est consacree aux travaux.",
    ]


def test_a_label_a_bullet_and_a_tick_begin_a_paragraph_even_after_a_full_line() -> None:
    content = paragraph(
        56,
        700,
        [
            FULL,
            "Fonction : maire",
            FULL,
            "- une methode pour animer une reunion",
            FULL,
            "1. un appui",
        ],
    )
    assert blocks(content) == [
        FULL,
        "Fonction : maire",
        FULL,
        "- une methode pour animer une reunion",
        FULL,
        "1. un appui",
    ]


def test_a_word_hyphenated_at_the_line_end_is_made_whole() -> None:
    content = paragraph(56, 700, [FULL[:-2] + "la concer-", "tation avec les riverains."])
    assert blocks(content) == [FULL[:-2] + "la concertation avec les riverains."]


def test_the_hyphen_of_a_compound_name_stays() -> None:
    content = paragraph(56, 700, [FULL[:-5] + "de Saint-", "Omer et ses voisines."])
    assert blocks(content) == [FULL[:-5] + "de Saint-Omer et ses voisines."]


def test_an_address_broken_in_a_narrow_cell_is_joined_without_a_space() -> None:
    content = grid([50, 120, 300], [680, 730]) + text(55, 715, "Courriel")
    content += text(125, 715, "aicha.vandenbroucke@mairie-saint-") + text(125, 703, "brice.example")
    assert blocks(content) == [[["Courriel", "aicha.vandenbroucke@mairie-saint-brice.example"]]]


def test_a_web_address_cut_anywhere_is_joined() -> None:
    content = grid([50, 120, 280], [680, 730]) + text(55, 715, "Site")
    content += text(125, 715, "https://www.mairie-grande-sy") + text(125, 703, "nthe.example")
    assert blocks(content) == [[["Site", "https://www.mairie-grande-synthe.example"]]]


def test_two_mails_under_one_another_keep_a_space() -> None:
    content = grid([50, 120, 320], [680, 730]) + text(55, 715, "Courriels")
    content += text(125, 715, "maire@bailleul.example") + text(125, 703, "dgs@bailleul.example")
    assert blocks(content) == [[["Courriels", "maire@bailleul.example dgs@bailleul.example"]]]


def test_merged_cells_are_one_cell_with_its_spans() -> None:
    content = line(50, 700, 450, 700) + line(50, 680, 450, 680) + line(50, 640, 450, 640)
    content += line(250, 660, 450, 660)
    content += line(50, 640, 50, 700) + line(450, 640, 450, 700) + line(250, 640, 250, 680)
    content += text(55, 686, "Identite") + text(55, 666, "Elue") + text(255, 666, "Nom")
    content += text(255, 646, "Prenom")
    document = read_pdf(one_page(content))
    assert outline(document.blocks) == [[["Identite"], ["Elue", "Nom"], ["Prenom"]]]
    table = document.blocks[0]
    spans = [[(c.column, c.colspan, c.rowspan) for c in row.cells] for row in table.rows]
    assert spans == [[(0, 2, 1)], [(0, 1, 2), (1, 1, 1)], [(1, 1, 1)]]


def test_a_framed_box_is_a_table_of_one_cell() -> None:
    content = text(56, 740, "Motivations") + box(50, 600, 545, 730)
    content += paragraph(56, 715, ["Nous voulons apprendre.", "Et partager."])
    expected = ["Motivations", [[["Nous voulons apprendre.", "Et partager."]]]]
    assert blocks(content) == expected


def test_a_table_in_a_cell_is_nested() -> None:
    content = grid([50, 500], [600, 730]) + grid([100, 200, 300], [640, 660])
    content += text(56, 715, "Avant") + text(105, 646, "Nom") + text(205, 646, "Lambin")
    content += text(56, 610, "Fin")
    assert blocks(content) == [[[["Avant", [["Nom", "Lambin"]], "Fin"]]]]


def test_a_table_open_on_its_sides_keeps_its_cells() -> None:
    content = "".join(line(50, y, 450, y) for y in (700, 680, 660)) + line(200, 660, 200, 700)
    content += text(55, 686, "Nom") + text(205, 686, "Lambin")
    content += text(55, 666, "Prenom") + text(205, 666, "Zoe")
    assert blocks(content) == [[["Nom", "Lambin"], ["Prenom", "Zoe"]]]


def test_two_labels_far_apart_on_a_line_stay_one_paragraph() -> None:
    content = text(56, 700, "Nom : Lambin") + text(300, 700, "Prenom : Zoe")
    assert blocks(content) == ["Nom : Lambin\tPrenom : Zoe"]


def test_a_signature_block_without_lines_is_a_table() -> None:
    content = text(56, 700, "L'elue referente") + text(320, 700, "Le maire")
    content += text(56, 680, "Zoe Lambin") + text(320, 680, "Theo Poirier")
    content += text(56, 640, "Dossier a renvoyer avant le 19 mars.")
    assert blocks(content) == [
        [["L'elue referente", "Le maire"], ["Zoe Lambin", "Theo Poirier"]],
        "Dossier a renvoyer avant le 19 mars.",
    ]


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    left = ["Le premier article raconte comment", "les habitants du bourg ont decide"]
    left += ["de planter des arbres dans la cour", "de leur ecole, avec les enfants et"]
    left += ["les riverains."]
    right = ["Le second article porte sur un nou", "vel espace couvert qui accueille a"]
    right += ["chaque samedi les producteurs des", "environs et propose des ateliers a"]
    right += ["tous."]
    content = paragraph(56, 700, left) + paragraph(320, 700, right)
    assert blocks(content) == [" ".join(left), " ".join(right)]


def test_two_pages_on_one_sheet_are_read_left_then_right() -> None:
    content = text(40, 500, "Nom : Lambin") + text(40, 480, "Prenom : Zoe")
    content += text(460, 500, "Motivations") + box(455, 400, 800, 490)
    content += text(460, 470, "Apprendre a consulter.")
    document = read_pdf(one_page(content, size=(842, 595)))
    assert outline(document.blocks) == [
        "Nom : Lambin",
        "Prenom : Zoe",
        "Motivations",
        [["Apprendre a consulter."]],
    ]


def test_headers_and_footers_that_repeat_are_margins() -> None:
    pdf = Pdf()
    for number in (1, 2, 3):
        pdf.page(
            text(56, 810, "Vers des territoires participatifs")
            + text(56, 700, f"Partie {number} du dossier")
            + text(250, 30, f"page {number} / 3")
        )
    document = read_pdf(pdf.data())
    assert outline(document.blocks) == [f"Partie {n} du dossier" for n in (1, 2, 3)]
    assert outline(document.margins) == [
        "Vers des territoires participatifs",
        "page 1 / 3",
        "page 2 / 3",
        "page 3 / 3",
    ]


def test_a_sentence_cut_by_a_page_break_is_one_paragraph() -> None:
    pdf = Pdf()
    pdf.page(text(56, 80, "Nous avons reuni les habitants et les"))
    pdf.page(text(56, 760, "associations, puis le conseil a vote.") + text(56, 700, "Fin."))
    assert outline(read_pdf(pdf.data()).blocks) == [
        "Nous avons reuni les habitants et les associations, puis le conseil a vote.",
        "Fin.",
    ]


def test_a_table_cut_by_a_page_break_is_one_table_with_its_row_made_whole() -> None:
    pdf = Pdf()
    pdf.page(
        grid([50, 150, 500], [60, 100, 140])
        + text(55, 120, "Nom")
        + text(155, 120, "Lambin")
        + text(55, 80, "Motivations")
        + text(155, 80, "Apprendre a consulter les")
    )
    pdf.page(grid([50, 150, 500], [740, 780]) + text(155, 760, "habitants du bourg."))
    assert outline(read_pdf(pdf.data()).blocks) == [
        [["Nom", "Lambin"], ["Motivations", "Apprendre a consulter les habitants du bourg."]]
    ]


def test_a_page_turned_by_its_dictionary_or_by_its_text_is_read_upright() -> None:
    turned = "BT /F1 10 Tf 0 1 -1 0 100 100 Tm (Nom : Lambin) Tj ET\n"
    turned += "BT /F1 10 Tf 0 1 -1 0 120 100 Tm (Prenom : Zoe) Tj ET\n"
    for entries in ("/Rotate 90", ""):
        document = read_pdf(one_page(turned, entries=entries))
        assert outline(document.blocks) == ["Nom : Lambin", "Prenom : Zoe"]
        page = document.pages[0]
        assert (page.width, page.height) == (842, 595)


def test_places_are_in_points_from_the_top_left_of_the_crop_box() -> None:
    content = text(156, 700, "Nom")
    data = one_page(content, entries="/CropBox [100 100 500 742]")
    place = read_pdf(data).blocks[0].place
    assert (place.path, place.page) == ("page[1]/p[1]", 1)
    assert place.box is not None
    assert round(place.box.x0) == 56
    assert 32 <= place.box.y0 <= 36 <= 42 <= place.box.y1 <= 46


def test_looks_are_told() -> None:
    content = text(56, 700, "Gras", "F2") + text(90, 700, "rouge", more="1 0 0 rg")
    content += "0 g\n" + text(130, 700, "barre") + line(130, 702.5, 156, 702.5)
    content += text(170, 700, "souligne") + line(170, 698.8, 208, 698.8)
    content += "1 1 0 rg 218 697 50 12 re f 0 g\n" + text(220, 700, "surligne")
    paragraph_ = read_pdf(one_page(content)).blocks[0]
    looks = [
        (r.text.strip(), r.bold, r.colour, r.struck, r.underlined, r.highlighted)
        for r in paragraph_.items
    ]
    assert looks == [
        ("Gras", True, None, False, False, False),
        ("rouge", False, "FF0000", False, False, False),
        ("barre", False, None, True, False, False),
        ("souligne", False, None, False, True, False),
        ("surligne", False, None, False, False, True),
    ]


def test_bold_made_by_printing_twice_is_read_once() -> None:
    content = text(56, 700, "Nom :") + text(56.3, 700, "Nom :") + text(87.5, 700, "Lambin")
    assert blocks(content) == ["Nom : Lambin"]


def test_text_outside_the_page_is_not_read() -> None:
    assert blocks(text(56, 700, "Nom") + text(900, 700, "cache")) == ["Nom"]


def test_an_empty_page_gives_no_block_and_no_complaint() -> None:
    document = read_pdf(one_page(""))
    assert (document.blocks, document.page_count, document.warnings) == ((), 1, ())


def test_pieces_that_touch_are_one_word_and_a_space_in_the_file_stays() -> None:
    # Two text objects side by side: « ve » is 9.45 wide in Helvetica 10 (500 + 556 thousandths).
    content = text(56, 700, "ve") + text(66.56, 700, "ndredi")
    content += text(56, 650, "le ") + text(63.9, 650, "maire")
    content += text(56, 600, "Nom", "F2") + text(77.7, 600, "s")
    assert blocks(content) == ["vendredi", "le maire", "Noms"]


def test_a_heavy_stem_does_not_make_a_named_font_bold() -> None:
    """Ghostscript writes stems from which pdfium guesses a weight of 610 for regular fonts."""
    data = one_page(text(56, 700, "Nom", "F1"))
    descriptor = b"/BaseFont /ABCDEF+Carlito /FirstChar 32 /LastChar 32 /Widths [250] "
    descriptor += b"/FontDescriptor << /Type /FontDescriptor /FontName /ABCDEF+Carlito /Flags 32 "
    descriptor += b"/StemV 122 /ItalicAngle 0 /Ascent 750 /Descent -250 /CapHeight 700 "
    descriptor += b"/FontBBox [0 -250 1000 750] >> /Encoding /WinAnsiEncoding"
    data = data.replace(b"/BaseFont /Helvetica /Encoding /WinAnsiEncoding", descriptor)
    (paragraph_,) = read_pdf(data).blocks
    assert [(run.text, run.bold) for run in paragraph_.items] == [("Nom", False)]


def test_several_spaces_of_the_author_tell_which_box_an_x_stands_by() -> None:
    content = text(56, 700, "q", "F3") + text(68, 700, "Nord") + text(102, 700, "X")
    content += text(112, 700, "q", "F3") + text(124, 700, "Somme")
    assert blocks(content) == ["❑ Nord   X ❑ Somme"]
