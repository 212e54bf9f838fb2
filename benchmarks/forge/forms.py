"""The call's blank filled in place, with the habits of a town hall. The truth is what a reader should find."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from docx.document import Document
from docx.table import Table

from benchmarks.forge import spelling
from benchmarks.forge.people import Applicant
from benchmarks.forge.ticks import BARE, BOXED, options
from benchmarks.forge.write import (
    add_picture,
    add_row,
    delete,
    insert_after,
    open_blank,
    set_cell,
    set_runs,
)

LINES = {
    "v1": {
        "Nom de la collectivité": "nom",
        "Type de collectivité": "type",
        "Département": "departement",
        "Adresse postale": "adresse",
        "Code postal": "code_postal",
        "Ville": "ville",
        "Population": "population",
        "N° SIREN": "siren",
        "Intercommunalité de rattachement (pour une commune)": "epci_rattachement",
        "Site internet": "site_web",
    },
    "v2": {
        "Nom de la commune ou de l’intercommunalité": "nom",
        "Numéro SIREN": "siren",
        "Nature de la collectivité": "type",
        "Département": "departement",
        "Adresse du siège": "adresse",
        "Code postal": "code_postal",
        "Commune": "ville",
        "Nombre d’habitants": "population",
        "Si commune, EPCI d’appartenance": "epci_rattachement",
        "Site web": "site_web",
    },
}
PROJECT = {
    "v1": {
        "Intitulé du projet": "intitule",
        "Démarches territoriales engagées": "demarches",
        "État d’avancement du projet": "avancement",
    },
    "v2": {
        "Titre du projet ou de la démarche": "intitule",
        "Votre collectivité est engagée dans": "demarches",
        "Où en est le projet ?": "avancement",
    },
}
PAIR = ["nom", "prenom", "fonction", "service", "telephone", "courriel"]
CHOICES = {
    "collectivite.type": [
        ("commune", "Commune"),
        ("communaute_de_communes", "Communauté de communes"),
        ("communaute_d_agglomeration", "Communauté d’agglomération"),
        ("communaute_urbaine", "Communauté urbaine"),
        ("metropole", "Métropole"),
        ("autre", "Autre"),
    ],
    "collectivite.departement": [
        ("02", "Aisne (02)"),
        ("59", "Nord (59)"),
        ("60", "Oise (60)"),
        ("62", "Pas-de-Calais (62)"),
        ("80", "Somme (80)"),
    ],
    "projet.demarches": [
        ("pcaet", "PCAET"),
        ("agenda_2030", "Agenda 2030"),
        ("cte", "Contrat de transition écologique (CTE/CRTE)"),
        ("tepos", "TEPOS"),
        ("autre", "Autre"),
    ],
    "projet.avancement": [
        ("reflexion", "en réflexion"),
        ("lancement", "en lancement"),
        ("en_cours", "en cours"),
        ("realise", "réalisé"),
    ],
}
STATEMENT = (
    "Nous nous engageons à participer tous les deux, en binôme, aux six journées du parcours."
)


@dataclass(slots=True)
class Return:
    """One form as returned: the document, the truth, other accepted values, the habits it shows."""

    document: Document
    truth: dict[str, Any]
    accepted: dict[str, list[Any]] = field(default_factory=dict)
    habits: list[str] = field(default_factory=list)


def fill(
    blank: Path,
    version: str,
    applicant: Applicant,
    random: Random,
    signed: tuple[str, str] | None = None,
) -> Return:
    """Fill the published blank in place, with some of the habits of people.

    ``signed`` sets how the élu·e and the executive signed (image, typed, absent); by default at random.
    """
    made = Return(open_blank(blank), dict(applicant.values))
    way = random.choice(BOXED * 2 + BARE)
    made.habits.append(f"cases:{way}")
    tables = made.document.tables
    for table in tables:
        labels = {cell.text.strip() for row in table.rows for cell in row.cells}
        if labels & set(LINES[version]) and "Nord (59)" in " ".join(labels):
            _lines(table, LINES[version], "collectivite", made, way, random)
        elif labels & set(PROJECT[version]):
            _lines(table, PROJECT[version], "projet", made, way, random)
        elif "Prénom" in labels:
            _pair(table, made, random)
        elif any("cachet et signature" in label for label in labels):
            _signatures(table, made, random, signed)
    _frames(made, random)
    _paragraphs(made, way, random)
    if random.random() < 0.5:
        _drop_presentation(made)
    return made


def _choice(made: Return, path: str, way: str, random: Random) -> list[tuple[str, str]]:
    value = made.truth[path]
    chosen = value if isinstance(value, list) else [value]
    other = made.truth.get("projet.demarches_autre") or ""
    if way in BARE and not chosen:
        way = "glyph"
    if way == "typed" and path == "projet.demarches" and "autre" in chosen:
        way = "glyph"
    return options(random, CHOICES[path], chosen, other if path == "projet.demarches" else "", way)


def _lines(
    table: Table, names: dict[str, str], group: str, made: Return, way: str, random: Random
) -> None:
    manner = random.choice(["cell", "cell", "cell", "label_cell", "under"])
    made.habits.append(f"{group}:{manner}")
    for row in table.rows:
        cells = _distinct(row.cells)
        for position, cell in enumerate(cells[:-1]):
            label = cell.text.strip()
            if label not in names:
                continue
            path = f"{group}.{names[label]}"
            value = cells[position + 1]
            if path in CHOICES:
                for extra in value.paragraphs[1:]:
                    delete(extra)
                set_runs(value.paragraphs[0], _choice(made, path, way, random))
                continue
            text = spelling.write(random, path, made.truth[path])
            if manner == "cell" or not text:
                set_cell(value, text)
            elif manner == "label_cell":
                set_cell(cell, f"{label} : {text}")
            else:
                set_cell(cell, f"{label}\n{text}")
            if random.random() < 0.08:
                set_cell(cell, cell.text.replace(label, label.upper()))


def _distinct(cells: Any) -> list[Any]:
    found: list[Any] = []
    for cell in cells:
        if not any(cell._tc is other._tc for other in found):
            found.append(cell)
    return found


def _pair(table: Table, made: Return, random: Random) -> None:
    columns = {"elu": 1, "technicien": 2}
    if random.random() < 0.15:
        made.habits.append("binôme:colonnes échangées")
        one, two = table.rows[0].cells[1].text, table.rows[0].cells[2].text
        set_cell(table.rows[0].cells[1], two)
        set_cell(table.rows[0].cells[2], one)
        columns = {"elu": 2, "technicien": 1}
    for name, row in zip(PAIR, table.rows[1:], strict=True):
        for role, column in columns.items():
            path = f"{role}.{name}"
            value = made.truth.get(path)
            if path == "elu.service":
                continue
            text = spelling.write(random, path, value)
            set_cell(row.cells[column], text)
    if random.random() < 0.15:
        made.habits.append("binôme:ligne de plus")
        cells = add_row(table)
        set_cell(cells[0], random.choice(["Secrétariat", "Fax", "Disponibilités"]))
        set_cell(cells[1], random.choice(["03 53 01 88 88", "accueil@mairie.example", "le mardi"]))


def _signatures(table: Table, made: Return, random: Random, signed: tuple[str, str] | None) -> None:
    for column, role in ((0, "elu"), (1, "executif")):
        cell = table.rows[1].cells[column]
        who = f"{made.truth[f'{role}.prenom']} {made.truth[f'{role}.nom']}"
        kind = random.choice(["image", "image", "image", "typed", "absent"])
        kind = signed[column] if signed else kind
        made.truth[f"signature.{role}"] = kind
        if kind != "absent":
            set_cell(
                cell, random.choice([who, f"{who}, {str(made.truth[f'{role}.fonction']).lower()}"])
            )
        if kind == "image":
            add_picture(cell, random)


def _frames(made: Return, random: Random) -> None:
    """Long answers: in their frame, under it, or in the text with the frame gone."""
    frames = [t for t in made.document.tables if len(t.rows) == 1 and len(t.columns) == 1]
    empty = [t for t in frames if not t.cell(0, 0).text.strip()]
    manner = random.choice(["frame", "frame", "frame", "under", "no_frame"])
    made.habits.append(f"textes:{manner}")
    for table, path in zip(empty, ["projet.description", "motivations", "attentes"], strict=True):
        text = made.truth[path]
        if random.random() < 0.2:
            text = text.replace("\n", "\n• ")
        if manner == "frame":
            set_cell(table.cell(0, 0), text)
            continue
        anchor: Any = table
        for line in text.split("\n"):
            anchor = insert_after(anchor, line)
        if manner == "no_frame":
            delete(table)


def _paragraphs(made: Return, way: str, random: Random) -> None:
    truth = made.truth
    keep_leader = random.random() < 0.5
    pieces = list(truth["pieces_jointes"])
    for paragraph in list(made.document.paragraphs):
        text = paragraph.text
        if text.startswith("Nom :") and "Prénom" in text:
            dots = "........" if keep_leader else ""
            nom = spelling.name(random, truth["executif.nom"])
            set_runs(
                paragraph,
                [(f"Nom : {dots}{nom}{dots}   Prénom : {truth['executif.prenom']} {dots}", "")],
            )
        elif text.startswith("Fonction : ...."):
            set_runs(paragraph, [(f"Fonction : {truth['executif.fonction']}", "")])
        elif STATEMENT in text:
            on = bool(truth["binome.engagement_assiduite"])
            box = {"square": ("■", "□"), "bracket": ("[x]", "[ ]"), "check": ("☑", "☐")}.get(
                way, ("☒", "☐")
            )
            set_runs(paragraph, [(f"{box[0] if on else box[1]} {STATEMENT}", "")])
        elif text.startswith("Fait à ...."):
            said = spelling.day(random, truth["signature.date"])
            gap = random.choice([", le ", "   le ", " .......  le "])
            set_runs(paragraph, [(f"Fait à {truth['signature.lieu']}{gap}{said}", "")])
        elif text.startswith("–") and "....." in text and pieces:
            dots = " ............" if keep_leader else ""
            set_runs(paragraph, [(f"–  {pieces.pop(0)}{dots}", "")])


def _drop_presentation(made: Return) -> None:
    """Send the annex alone."""
    made.habits.append("annexe seule")
    body = made.document.element.body
    for node in list(body):
        text = "".join(t.text or "" for t in node.iter() if t.tag.endswith("}t"))
        if text.startswith("ANNEXE"):
            return
        if not node.tag.endswith("sectPr"):
            body.remove(node)
