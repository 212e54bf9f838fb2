"""Word 97-2003 documents as LibreOffice writes them; the specimens' provenance is beside them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from ami_cli.model.document import (
    Annotation,
    Block,
    Cell,
    Checkbox,
    FormField,
    Paragraph,
    Picture,
    Place,
    Run,
    Table,
    inlines,
    walk,
)
from ami_cli.readers import Source
from ami_cli.readers.doc import read

DATA = Path(__file__).parent / "data" / "doc"


def specimen(name: str):
    return read(Source(name, (DATA / name).read_bytes(), "application/msword"))


def lines(blocks: tuple[Block, ...]) -> list[str]:
    return [
        f"{block.number} {block.text}".strip() for block in blocks if isinstance(block, Paragraph)
    ]


def only_table(blocks: tuple[Block, ...]) -> Table:
    (table,) = (block for block in blocks if isinstance(block, Table))
    return table


def spans(cell: Cell) -> tuple[str, int, int, int]:
    return cell.text, cell.column, cell.colspan, cell.rowspan


def test_legacy_form_fields_keep_name_kind_and_state():
    fields = [i for i in inlines(specimen("form.doc").blocks) if not isinstance(i, Run)]
    at = "body/table[1]/r[{}]/c[2]/p[{}]/{}[1]"
    assert fields == [
        FormField("Nom", "text", "Exemple", Place(at.format(1, 1, "field"))),
        FormField("Prenom", "text", "", Place(at.format(2, 1, "field"))),
        Checkbox(True, Place(at.format(3, 1, "checkbox")), "Commune"),
        Checkbox(False, Place(at.format(3, 2, "checkbox")), "Agglo"),
        FormField(
            "Dept", "choice", "Nord", Place(at.format(4, 1, "field")), ("Aisne", "Nord", "Somme")
        ),
        FormField("Projet", "text", "un jardin", Place("body/p[2]/field[1]")),
    ]


def test_text_around_a_field_stays_without_its_instruction():
    document = specimen("form.doc")
    assert lines(document.blocks) == ["Formulaire de candidature", "Projet : un jardin (en un mot)"]
    assert document.blocks[0].level == 1


def test_a_merged_cell_appears_once_with_its_spans():
    rows = only_table(specimen("tables.doc").blocks).rows
    assert [[spans(cell) for cell in row.cells] for row in rows[:3]] == [
        [("A1-B1", 0, 2, 1), ("C1", 2, 1, 1)],
        [("A2-A3", 0, 1, 2), ("B2", 1, 1, 1), ("C2", 2, 1, 1)],
        [("B3", 1, 1, 1), ("C3", 2, 1, 1)],
    ]


def test_a_nested_table_stays_in_its_cell_between_its_neighbours():
    cell = only_table(specimen("tables.doc").blocks).rows[3].cells[1]
    above, nested, below = cell.blocks
    assert (above.text, below.text) == ("dessus", "dessous")
    assert (cell.column, cell.colspan) == (1, 2)
    assert [[c.text for c in row.cells] for row in nested.rows] == [["x1", "x2"], ["x3", "x4"]]
    assert nested.rows[1].cells[0].place.path == "body/table[1]/r[4]/c[2]/table[1]/r[2]/c[1]"


def test_looks_of_characters():
    document = specimen("rich.doc")
    assert document.blocks[1].items == (
        Run("gras", bold=True),
        Run(" barré", struck=True),
        Run(" souligné", underlined=True),
        Run(" surligné", highlighted=True),
        Run(" rouge", colour="FF0000"),
        Run(" double", struck=True),
    )
    assert document.warnings == (
        "Le document contient du texte masqué, qui n'a pas été repris : « caché ».",
    )


def test_symbols_breaks_lists_and_revisions():
    document = specimen("rich.doc")
    assert lines(document.blocks) == [
        "Titre",
        "gras barré souligné surligné rouge double",
        "☐ non ☑ oui ☒ croix",
        "ligne\nsuite\tcolonne 03-53",
        "garde nouveau",
        "• puce",
        "1. un",
        "2. deux",
        "2.a) deux a",
        "commenté noté",
        "participation@cerdd.example",
    ]
    assert document.blocks[4].items == (Run("garde "), Run("nouveau", inserted=True))
    assert document.deleted == ("ancien",)


def test_notes_margins_and_comments_are_kept_apart():
    document = specimen("rich.doc")
    assert [(b.place.path, b.text) for b in document.notes] == [("note[1]/p[1]", " la note")]
    assert [(b.place.path, b.text) for b in document.margins] == [
        ("header[1]/p[1]", "En-tête"),
        ("footer[1]/p[1]", "Pied de page"),
    ]
    assert document.comments == ("à vérifier",)


def test_a_text_box_follows_the_paragraph_it_hangs_on():
    blocks = specimen("drawn.doc").blocks
    assert [(b.place.path, b.text) for b in blocks if isinstance(b, Paragraph)] == [
        ("body/p[1]", "Encadré"),
        ("body/p[1]/textbox[1]/p[1]", "dans la boîte"),
        ("body/p[1]/textbox[1]/p[2]", "seconde ligne"),
        ("body/p[2]", "Commune"),
    ]


def test_an_ellipse_drawn_over_a_word_is_told():
    document = specimen("drawn.doc")
    assert document.annotations == (Annotation("shape", "ellipse", Place("body/p[2]")),)


def test_text_boxes_of_groups_cells_and_headers():
    document = specimen("boxes.doc")
    texts = [(b.place.path, b.text) for b in walk(document.blocks) if isinstance(b, Paragraph)]
    cell = "body/table[1]/r[1]/c[1]/p[1]"
    inner = f"{cell}/textbox[1]/table[1]/r[1]"
    assert texts == [
        ("body/p[1]", "Avant"),
        ("body/p[2]", "Groupe"),
        ("body/p[2]/textbox[1]/p[1]", "dans le groupe, un"),
        ("body/p[2]/textbox[2]/p[1]", "dans le groupe, deux"),
        (cell, "Cellule"),
        (f"{cell}/textbox[1]/p[1]", "boîte de cellule"),
        (f"{inner}/c[1]/p[1]", "t1"),
        (f"{inner}/c[2]/p[1]", "t2"),
        (f"{cell}/textbox[1]/p[2]", "bas de boîte"),
        ("body/table[1]/r[1]/c[2]/p[1]", "Voisine"),
    ]
    assert [(b.place.path, b.text) for b in document.margins] == [
        ("header[1]/p[1]", "En-tête"),
        ("header[1]/p[1]/textbox[1]/p[1]", "boîte d’en-tête"),
        ("footer[1]/p[1]", "Pied de page"),
    ]


def test_inline_and_floating_pictures_stay_in_their_cells():
    pictures = [i for i in inlines(specimen("drawn.doc").blocks) if isinstance(i, Picture)]
    assert [(p.place.path, round(p.width), round(p.height)) for p in pictures] == [
        ("body/table[1]/r[1]/c[1]/p[2]/picture[1]", 100, 50),
        ("body/table[1]/r[1]/c[2]/p[2]/picture[1]", 100, 50),
    ]
    assert [p.sha256 for p in pictures] == [png_digest(0), png_digest(128)]


def png_digest(grey: int) -> str:
    """Digest of the picture the specimen was made with."""
    import importlib.util

    spec = importlib.util.spec_from_file_location("make_doc_specimens", DATA / "make.py")
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    return hashlib.sha256(make.png(20, 10, grey)).hexdigest()


@pytest.mark.parametrize("name", ["form.doc", "tables.doc", "rich.doc", "drawn.doc", "boxes.doc"])
def test_the_document_tells_what_file_it_was(name):
    data = (DATA / name).read_bytes()
    document = read(Source(name, data, "application/msword"))
    assert (document.file, document.sha256, document.media_type, document.via) == (
        name,
        hashlib.sha256(data).hexdigest(),
        "application/msword",
        ("doc",),
    )
    assert not document.encrypted
