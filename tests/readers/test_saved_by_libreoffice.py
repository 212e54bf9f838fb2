"""The same documents saved by LibreOffice as .odt, .fodt, .rtf and .html."""

from __future__ import annotations

import hashlib
from importlib import import_module
from pathlib import Path

import pytest
from word_package import outline, short

from ami_cli.model.document import Document, Picture, Run, Table, inlines
from ami_cli.readers import Source

DATA = Path(__file__).parent / "data" / "saved"
READERS = {"odt": "odt", "fodt": "odt", "rtf": "rtf", "html": "html"}
ALL = ("odt", "rtf", "html")


def specimen(name: str) -> Document:
    read = import_module(f"ami_cli.readers.{READERS[name.rpartition('.')[2]]}").read
    return read(Source(name, (DATA / name).read_bytes(), ""))


@pytest.mark.parametrize(
    ("kind", "boxes", "blank", "choice"),
    [
        ("odt", ("☒", "☐"), "", "Nord"),
        ("rtf", ("⍰", "⍰"), "", "Nord"),  # LibreOffice saves no state of boxes in .rtf
        ("html", ("☒", "☐"), "\u2002" * 5, None),  # nor any list in .html
    ],
)
def test_a_filled_form(kind, boxes, blank, choice):
    document = specimen(f"form.{kind}")
    assert outline(document.blocks) == [
        "Formulaire de candidature",
        [
            [["Nom"], ["Exemple"]],
            [["Prénom"], [blank]],
            [["Type"], [f"{boxes[0]} Commune", f"{boxes[1]} Agglomération"]],
            [["Département"], [choice] if choice else []],
        ],
        "Projet : un jardin (en un mot)",
    ]
    assert document.blocks[0].level == 1


@pytest.mark.parametrize(("kind", "states"), [("odt", (True, False)), ("rtf", (None, None))])
def test_form_fields_keep_names_and_states(kind, states):
    fields = [i for i in inlines(specimen(f"form.{kind}").blocks) if not isinstance(i, Run)]
    assert [short(field) for field in fields] == [
        ("field", "text", "Nom", "Exemple"),
        ("field", "text", "Prenom", ""),
        ("box", "", states[0]),
        ("box", "", states[1]),
        ("field", "choice", "", "Nord"),
        ("field", "text", "Projet", "un jardin"),
    ]


@pytest.mark.parametrize("kind", ALL)
def test_tables(kind):
    before, table, after = specimen(f"tables.{kind}").blocks
    assert (before.text, after.text) == ("Avant", "Après")
    assert isinstance(table, Table)
    assert [[(c.text, c.column, c.colspan, c.rowspan) for c in r.cells] for r in table.rows] == [
        [("A1-B1", 0, 2, 1), ("C1", 2, 1, 1)],
        [("A2-A3", 0, 1, 2), ("B2", 1, 1, 1), ("C2", 2, 1, 1)],
        [("B3", 1, 1, 1), ("C3", 2, 1, 1)],
        [("A4", 0, 1, 1), ("dessus\nx1\nx2\nx3\nx4\ndessous", 1, 2, 1)],
    ]
    assert outline(table.rows[3].cells[1].blocks) == [
        "dessus",
        [[["x1"], ["x2"]], [["x3"], ["x4"]]],
        "dessous",
    ]


@pytest.mark.parametrize("kind", ["odt", "fodt", "rtf"])
def test_looks_symbols_lists_and_revisions(kind):
    document = specimen(f"rich.{kind}")
    assert [f"{b.number} {b.text}".strip() for b in document.blocks] == [
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
    assert [short(item) for item in document.blocks[1].items] == [
        ("gras", "bold"),
        (" barré", "struck"),
        (" souligné", "underlined"),
        (" surligné", "highlighted"),
        (" rouge", "FF0000"),
        (" double", "struck"),
    ]
    assert [short(item) for item in document.blocks[4].items] == [
        ("garde ",),
        ("nouveau", "inserted"),
    ]
    assert document.deleted == ("ancien",)
    assert document.comments == ("à vérifier",)
    assert outline(document.notes) == [" la note"]
    assert document.warnings == (
        "Le document contient du texte masqué, qui n'a pas été repris : « caché ».",
    )


def test_looks_and_lists_of_a_page():
    document = specimen("rich.html")
    assert [f"{b.number} {b.text}".strip() for b in document.blocks] == [
        "Titre",
        "gras barré souligné surligné rouge double",
        "\uf0a8 non ☑ oui ☒ croix",  # LibreOffice names no font there
        "ligne\nsuite colonne 03-53",
        "garde anciennouveau",  # it keeps no revision in a page
        "• puce",
        "1. un",
        "2. deux",
        "a. deux a",
        "commenté noté",
        "participation@cerdd.example",
    ]
    assert outline(document.notes) == ["la note"]


@pytest.mark.parametrize("kind", ALL)
def test_headers_and_footers(kind):
    assert outline(specimen(f"drawn.{kind}").margins) == ["En-tête", "Pied de page"]


@pytest.mark.parametrize("kind", ALL)
def test_pictures_stay_in_their_cells(kind):
    document = specimen(f"drawn.{kind}")
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    pictures = [
        [item for item in inlines(cell.blocks) if isinstance(item, Picture)]
        for cell in table.rows[0].cells
    ]
    assert [[(p.width, p.height) for p in found] for found in pictures] == [
        [(pytest.approx(100, abs=1), pytest.approx(50, abs=1))],
        [(pytest.approx(100, abs=1), pytest.approx(50, abs=1))],
    ]
    assert pictures[0][0].sha256 != pictures[1][0].sha256
    assert len(pictures[0][0].sha256) == hashlib.sha256().digest_size * 2


@pytest.mark.parametrize(
    ("kind", "boxed"),
    [
        ("odt", ["dans la boîte", "seconde ligne"]),
        ("html", ["dans la boîte", "seconde ligne"]),
        ("rtf", []),  # LibreOffice itself loses this text box
    ],
)
def test_a_text_box_follows_its_anchor(kind, boxed):
    blocks = specimen(f"drawn.{kind}").blocks
    assert [b.text for b in blocks if not isinstance(b, Table)] == ["Encadré", *boxed, "Fin"]
