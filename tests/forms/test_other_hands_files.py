"""Habits of other hands in real Word files: the published blank filled in oddly, pages and all."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path

import docx
import pytest
from conftest import HERE
from docx.document import Document
from docx.shared import Mm
from docx.table import Table

from ami_cli.forms.assemble import assemble
from ami_cli.forms.key import Key
from ami_cli.forms.understand import Received, understand
from ami_cli.model.campaign import Campaign
from ami_cli.model.candidature import Candidature
from ami_cli.model.dossier import Reading
from ami_cli.readers import read_path

PAIR = ["Nom", "Prénom", "Fonction", "Service", "Téléphone", "Courriel"]
ELU = ["Dupont", "Anne", "Adjointe", "", "06 39 98 10 01", "a.dupont@rety.example"]
AGENT = ["Martin", "Luc", "DGS", "Direction", "03 53 01 10 02", "l.martin@rety.example"]


class Reader:
    """Save a document, read it as the program does."""

    def __init__(self, folder: Path, key: Key, campaign: Campaign) -> None:
        self.folder, self.key, self.campaign = folder, key, campaign

    def __call__(self, document: Document) -> Candidature:
        path = self.folder / "formulaire.docx"
        document.save(str(path))
        seen = understand([Received(path.name, read_path(path))], self.key)
        reading = Reading(dossier="essai", campaign="", digest="", found=seen.found)
        return assemble(reading, (), self.campaign)


@pytest.fixture
def read(tmp_path: Path, key: Key, campaign: Campaign) -> Reader:
    return Reader(tmp_path, key, campaign)


def blank(version: str = "v1") -> Document:
    return docx.Document(str(HERE / "blanks" / f"{version}.docx"))


def table_with(document: Document, text: str) -> Table:
    return next(t for t in document.tables if any(text in c.text for r in t.rows for c in r.cells))


def fill_pair(document: Document, label: str) -> Table:
    table = table_with(document, label)
    for row, one, two in zip(table.rows[1:], ELU, AGENT, strict=True):
        row.cells[1].text, row.cells[2].text = one, two
    return table


def picture() -> BytesIO:
    rows = b"".join(b"\x00" + bytes([x * 7 % 256 for x in range(60)]) for _ in range(20))

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60, 20, 8, 0, 0, 0, 0))
    body = head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return BytesIO(b"\x89PNG\r\n\x1a\n" + body)


def values(candidature: Candidature, *paths: str) -> tuple[object, ...]:
    return tuple(candidature[path].value for path in paths)


def test_the_letterhead_s_phone_and_the_organiser_s_mail_are_nobody_s(read):
    document = blank()
    document.sections[0].header.paragraphs[
        0
    ].text = "Mairie de Rety – 03 53 01 00 00 – mairie@rety.example"
    document.sections[0].footer.paragraphs[0].text = "1 place de la Mairie, 62720 Rety"
    table = table_with(document, "Élu·e référent·e")
    table.rows[1].cells[1].text, table.rows[1].cells[2].text = "Dupont", "Martin"
    assert values(
        read(document),
        "elu.nom",
        "elu.telephone",
        "elu.courriel",
        "technicien.telephone",
        "technicien.courriel",
        "collectivite.code_postal",
    ) == ("Dupont", None, None, None, None, None)


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_the_label_column_of_the_blank_was_emptied(read, version):
    document = blank(version)
    table = fill_pair(document, "Élu·e référent·e" if version == "v1" else "L’élu·e du binôme")
    for row in table.rows[1:]:
        row.cells[0].text = ""
    found = read(document)
    assert values(found, "elu.nom", "elu.prenom", "elu.telephone", "technicien.courriel") == (
        "Dupont",
        "Anne",
        "+33639981001",
        "l.martin@rety.example",
    )
    assert found["elu.nom"].confidence < 0.8


def test_the_header_row_of_the_pair_was_deleted(read):
    document = blank()
    table = fill_pair(document, "Élu·e référent·e")
    table._tbl.remove(table.rows[0]._tr)
    found = read(document)
    assert values(found, "elu.nom", "technicien.nom", "technicien.telephone") == (
        "Dupont",
        "Martin",
        "+33353011002",
    )
    assert found["elu.nom"].confidence < 0.8


def test_each_person_is_a_table_inside_a_cell(read):
    document = docx.Document()
    document.add_paragraph("Formulaire de candidature")
    document.add_heading("2. Le binôme", level=1)
    outer = document.add_table(rows=2, cols=2)
    titles = ("Élu·e référent·e", "Technicien·ne référent·e")
    for cell, title in zip(outer.rows[0].cells, titles, strict=True):
        cell.text = title
    for cell, person in zip(outer.rows[1].cells, (ELU, AGENT), strict=True):
        inner = cell.add_table(rows=len(PAIR), cols=2)
        for row, label, value in zip(inner.rows, PAIR, person, strict=True):
            row.cells[0].text, row.cells[1].text = label, value
    assert values(
        read(document),
        "elu.nom",
        "elu.prenom",
        "elu.telephone",
        "technicien.nom",
        "technicien.courriel",
    ) == ("Dupont", "Anne", "+33639981001", "Martin", "l.martin@rety.example")


def test_both_pictures_stand_under_the_signature_table(read):
    document = blank()
    last = document.tables[-1]
    paragraph = docx.text.paragraph.Paragraph(
        docx.oxml.OxmlElement("w:p"), document.paragraphs[-1]._parent
    )
    last._tbl.addnext(paragraph._p)
    paragraph.add_run().add_picture(picture(), width=Mm(30))
    paragraph.add_run().add_picture(picture(), width=Mm(30))
    found = read(document)
    for path in ("signature.elu", "signature.executif"):
        assert found[path].value == "image" or found[path].confidence < 0.8


def test_answers_are_typed_behind_the_printed_labels(read):
    document = blank()
    table = table_with(document, "Nom de la collectivité")
    for row in table.rows:
        if row.cells[0].text == "Nom de la collectivité":
            row.cells[0].text = "Nom de la collectivité : Commune de Rety"
        if row.cells[0].text == "Population":
            row.cells[0].text = "Population\n2 103 habitants"
    assert values(read(document), "collectivite.nom", "collectivite.population") == (
        "Commune de Rety",
        2103,
    )


def test_rows_of_the_pair_were_taken_out(read):
    document = blank()
    table = fill_pair(document, "Élu·e référent·e")
    for row in list(table.rows)[3:5]:
        table._tbl.remove(row._tr)
    found = read(document)
    assert values(found, "elu.nom", "elu.courriel", "technicien.telephone") == (
        "Dupont",
        "a.dupont@rety.example",
        "+33353011002",
    )
    assert values(found, "elu.fonction", "technicien.service") == (None, None)


def test_long_answers_replace_the_printed_question(read):
    document = blank()
    for paragraph in document.paragraphs:
        if paragraph.text.startswith("Pourquoi votre collectivité"):
            paragraph.text = "La plage recule de deux mètres par an et nous devons en parler."
        if paragraph.text.startswith("Qu’attendez-vous"):
            paragraph.text = "Des méthodes simples, utilisables dès le lendemain."
    assert values(read(document), "motivations", "attentes") == (
        "La plage recule de deux mètres par an et nous devons en parler.",
        "Des méthodes simples, utilisables dès le lendemain.",
    )


def test_the_pages_of_the_call_come_after_the_form(read):
    document = docx.Document()
    document.add_paragraph("ANNEXE — FORMULAIRE DE CANDIDATURE")
    document.add_heading("1. La collectivité", level=1)
    table = document.add_table(rows=2, cols=2)
    for row, pair in zip(
        table.rows, (("Nom de la collectivité", "Commune de Rety"), ("Ville", "Rety")), strict=True
    ):
        row.cells[0].text, row.cells[1].text = pair
    document.add_heading("5. Attentes", level=1)
    document.add_paragraph("Des méthodes simples.")
    for paragraph in blank().paragraphs[:40]:
        if paragraph.text.strip() and not paragraph.text.startswith("ANNEXE"):
            document.add_paragraph(paragraph.text)
    assert values(read(document), "collectivite.nom", "collectivite.ville", "attentes") == (
        "Commune de Rety",
        "Rety",
        "Des méthodes simples.",
    )
