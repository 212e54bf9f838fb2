"""Tables printed without rulings: columns told by where their texts begin."""

from __future__ import annotations

from pdf_outline import outline, read_pdf
from raw_pdf import Pdf, grid, line, one_page, paragraph, text

from ami_cli.readers.layout import PageContent, PageWord, Ruling, page_blocks


def blocks(content: str) -> list[object]:
    return outline(read_pdf(one_page(content)).blocks)


def row(y: float, *said: str, xs: tuple[float, ...] = (90, 198, 306, 414)) -> str:
    return "".join(text(x, y, one) for x, one in zip(xs, said, strict=False) if one)


PROSE = (
    "Notre commune souhaite associer davantage les habitantes et les habitants",
    "a ses decisions.",
)


def test_two_people_side_by_side_keep_their_own_values() -> None:
    content = (
        row(700, "Technicien(ne)", "", "Élu référent")
        + row(675, "Nom", "de Smet", "Nom", "Lefèvre")
        + row(650, "Fonction", "Chargé du service", "Fonction", "Maire")
        + row(636, "", "urbanisme")
        + row(611, "Service", "Pôle cadre de vie", "Service")
        + paragraph(90, 560, list(PROSE))
    )
    assert blocks(content) == [
        [
            ["Technicien(ne)", "", "Élu référent", ""],
            ["Nom", "de Smet", "Nom", "Lefèvre"],
            ["Fonction", "Chargé du service urbanisme", "Fonction", "Maire"],
            ["Service", "Pôle cadre de vie", "Service", ""],
        ],
        " ".join(PROSE),
    ]


def test_cards_side_by_side_are_one_row_under_their_titles() -> None:
    content = (
        row(700, "L'élu", "", "Le technicien")
        + row(675, "DUPONT Jean-Pierre", "", "M. Benoît VANHOUTTE")
        + row(650, "Vice-président en charge de", "", "Chargé de mission")
        + row(636, "l'environnement")
        + text(306, 625, "01 99 00 12 30")
        + row(611, "Tél. 01 99 00 12 31")
        + text(306, 600, "b.vanhoutte@mairie.example")
    )
    assert blocks(content) == [
        [
            ["L'élu", "Le technicien"],
            [
                [
                    "DUPONT Jean-Pierre",
                    "Vice-président en charge de l'environnement",
                    "Tél. 01 99 00 12 31",
                ],
                [
                    "M. Benoît VANHOUTTE",
                    "Chargé de mission",
                    "01 99 00 12 30",
                    "b.vanhoutte@mairie.example",
                ],
            ],
        ]
    ]


def test_a_heading_between_two_tables_belongs_to_neither() -> None:
    content = (
        row(700, "Dépt", "80", "Adresse", "45 avenue Jean-Jaurès")
        + row(675, "C.P.", "80500", "Commune", "Guerbigny")
        + row(650, "Le représentant légal de la mairie")
        + row(625, "Nom", "", "Van den Berghe")
        + row(600, "Prénom", "", "Ludivine")
    )
    assert blocks(content) == [
        [
            ["Dépt", "80", "Adresse", "45 avenue Jean-Jaurès"],
            ["C.P.", "80500", "Commune", "Guerbigny"],
        ],
        "Le représentant légal de la mairie",
        [["Nom", "Van den Berghe"], ["Prénom", "Ludivine"]],
    ]


def test_an_identity_number_does_not_make_cards() -> None:
    content = (
        row(700, "Population", "", "1 170")
        + row(675, "SIRET 215 905 464")
        + row(650, "Intercommunalité", "", "CC de Flandre")
        + row(625, "Site", "", "www.mairie.example")
    )
    (table,) = blocks(content)
    assert [cells[-1] for cells in table] == ["1 170", "", "CC de Flandre", "www.mairie.example"]


def test_bullets_options_and_following_labels_are_no_columns() -> None:
    content = (
        text(90, 700, "1.")
        + text(108, 700, "Premier point")
        + text(90, 675, "2.")
        + text(108, 675, "Second point")
        + text(90, 650, "Nom : Dupont")
        + text(250, 650, "Prénom : Anne")
        + text(90, 625, "CP : 59000")
        + text(250, 625, "Ville : Lille")
    )
    assert blocks(content) == [
        "1.    Premier point",
        "2.    Second point",
        "Nom : Dupont\tPrénom : Anne",
        "CP : 59000\tVille : Lille",
    ]


def test_gaps_of_justified_prose_are_no_columns() -> None:
    # Three words a line, their gaps 12 to 14 points; the second words begin at one x.
    lines = [
        (("Notre", 90), ("commune", 128), ("souhaite", 185)),
        (("avant", 90), ("de faire", 128), ("associer", 176)),
        (("apres", 90), ("decision", 128), ("consulter", 179)),
    ]
    content = "".join(
        text(x, 700 - 12 * i, said) for i, words in enumerate(lines) for said, x in words
    )
    assert not any(isinstance(block, list) for block in blocks(content))


def test_names_under_two_titles_stand_in_their_columns() -> None:
    content = row(300, "Le Maire", "", "L'élue") + row(275, "", "", "Zoé VANHOUTTE")
    assert blocks(content) == [[["Le Maire", ["L'élue", "Zoé VANHOUTTE"]]]]


def test_what_a_page_break_carried_over_goes_back_to_its_cell() -> None:
    pdf = Pdf()
    pdf.page(
        row(100, "Projet", "", "Revitaliser le bourg")
        + row(75, "Attentes", "", "Nous voulons apprendre de")
    )
    pdf.page(row(770, "", "", "nos voisins.") + row(740, "Signatures"))
    assert outline(read_pdf(pdf.data()).blocks) == [
        [
            ["Projet", "Revitaliser le bourg"],
            ["Attentes", "Nous voulons apprendre de nos voisins."],
        ],
        "Signatures",
    ]


def test_a_row_cut_in_mid_sentence_goes_on_although_its_label_does_too() -> None:
    pdf = Pdf()
    xs = [50.0, 200.0, 400.0]
    pdf.page(grid(xs, [40, 80]) + text(55, 50, "Fonction") + text(205, 50, "Adjointe à la"))
    pdf.page(grid(xs, [740, 780]) + text(55, 760, "(délégation)") + text(205, 760, "transition"))
    assert outline(read_pdf(pdf.data()).blocks) == [
        [["Fonction (délégation)", "Adjointe à la transition"]]
    ]


def test_a_word_too_long_for_its_cell_is_one_word() -> None:
    # « Mortefont » is 43.4 points wide in Helvetica 10; the cell holds 44.
    content = grid([50, 104], [690, 730]) + paragraph(55, 715, ["Mortefont", "aine"])
    assert blocks(content) == [[["Mortefontaine"]]]


def test_a_full_line_of_two_words_ends_on_a_word() -> None:
    content = grid([50, 120], [690, 730]) + paragraph(55, 715, ["Saint Martin", "aux bois"])
    assert blocks(content) == [[["Saint Martin aux bois"]]]


def test_an_address_keeps_its_hyphens_over_several_lines() -> None:
    said = ["https://", "mairie-", "oisy-le-", "haut.example"]
    content = grid([50, 116], [650, 730]) + paragraph(55, 715, said)
    assert blocks(content) == [[["https://mairie-oisy-le-haut.example"]]]


def test_the_spacing_of_paragraphs_parts_a_label_from_its_value() -> None:
    xs, ys = [50.0, 170.0, 300.0], [600.0, 640, 680, 720]
    content = (
        grid(xs, ys)
        + paragraph(55, 705, ["Nom de la commune ou", "de la ville"], 12)
        + paragraph(55, 665, ["Communauté de tous", "les habitants"], 12)
        + paragraph(55, 625, ["Nombre d'habitants", "environ 376"], 13)
    )
    assert blocks(content) == [
        [
            ["Nom de la commune ou de la ville", ""],
            ["Communauté de tous les habitants", ""],
            [["Nombre d'habitants", "environ 376"], ""],
        ]
    ]


def test_a_word_struck_behind_printed_boxes_is_struck_without_them() -> None:
    words = (PageWord("☐☐Aisne", 50, 100, 95, 112, 110, 10), PageWord("Nord", 110, 100, 130, 112))
    page = PageContent(1, 595, 842, words, (Ruling(70, 107, 95, 107),))
    (found,) = page_blocks(page)
    assert [(run.text.strip(), run.struck) for run in found.items] == [
        ("☐☐", False),
        ("Aisne", True),
        ("Nord", False),
    ]


def test_every_option_but_one_is_struck() -> None:
    content = (
        text(50, 700, "Aisne")
        + text(100, 700, "Nord")
        + text(150, 700, "Oise")
        + line(50, 703, 75, 703)
        + line(150, 703, 170, 703)
    )
    (found,) = read_pdf(one_page(content)).blocks
    assert [(run.text.strip(), run.struck) for run in found.items] == [
        ("Aisne", True),
        ("Nord", False),
        ("Oise", True),
    ]
