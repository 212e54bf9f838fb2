"""What a table asks for: labels with their cells, people in columns, rows to fill, boxes in a grid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from ami_cli.app.drafting.faces import GridCell
from ami_cli.app.drafting.kinds import composite_of, kind_of, plain
from ami_cli.app.drafting.lines import bare
from ami_cli.app.drafting.marks import BOX, DAY, GAP
from ami_cli.app.drafting.nodes import room_in
from ami_cli.app.drafting.parts import DraftColumn

Shape = Literal[
    "labels",
    "heads",
    "people",
    "rows",
    "grid",
    "print",
    "signatures",
    "columns",
    "options",
    "boxed",
]
_LIKERT = re.compile(
    r"^(?:oui|non|ne sai[st] pas|nsp|sans objet|nc|n/a|en projet|en cours|(?:tout a fait|plutot|"
    r"pas du tout|pas) (?:d'accord|satisfait.*|important.*)|(?:tres|assez|peu|pas|moyennement|tout a fait|plutot)\b.*|"
    r"(?:pas|jamais|parfois|souvent|toujours|rarement|aucun|faible|moyen|fort|debutant|"
    r"intermediaire|confirme|expert|satisfaisant|insuffisant|bon|mauvais)[a-z]*|[0-5]|"
    r"a l'etude|sans avis|d'accord|partiellement|totalement|realise|prevu)$"
)
_PEOPLE = re.compile(
    r"\b(?:elue?|techniciene?n?e?|responsable|presidente?|representante?|tresoriere?|secretaire|referente?|contact|titulaire|suppleante?|directeur|directrice|maire|agente?|personne|participante?|stagiaire|interlocut[a-z]+|artiste|conjointe?|candidate?|mandataire)\b"
)
_SIGNS = re.compile(r"\b(?:signatures?|cachet|visa|paraphe)\b")


@dataclass(slots=True)
class Layout:
    """What a table is: its shape, its header cells, its rows of cells."""

    shape: Shape
    header: list[GridCell] = field(default_factory=list)
    body: list[list[GridCell]] = field(default_factory=list)


def shape_of(grid: Sequence[Sequence[GridCell]]) -> Layout:
    """Tell what a table with several cells asks for."""
    rows = [list(row) for row in grid if row]
    while rows and len(rows[0]) == 1 and len(rows) > 1 and rows[0][0].colspan > 1:
        rows = rows[1:]  # a title over the whole width; the walker makes it a heading
    if not rows:
        return Layout("print")
    head, body = rows[0], rows[1:]
    if _all_options(rows):
        return Layout("options", [], rows)
    width = len(head)
    regular = [row for row in body if len(row) == width]
    if width > 1 and regular and len(regular) >= max(1, len(body) - 1):
        found = _with_header(head, regular)
        if found is not None:
            return Layout(found, head, regular)
    if not any(
        c.blank or BOX in c.text or GAP in c.text or DAY in c.text or _asks(c)
        for row in rows
        for c in row
    ):
        return Layout("boxed" if _boxed(rows) else "print", [], rows)
    return Layout("labels", [], rows)


def _asks(cell: GridCell) -> bool:
    return (
        any(line.choices or line.signs for line in cell.lines)
        or (cell.text.rstrip().endswith(":") and len(cell.text) < 120)
        or (room_in(cell) > 0 and len(cell.text) < 120)
    )


def _boxed(rows: Sequence[Sequence[GridCell]]) -> bool:
    """True for labels in frames of a fixed height: nothing printed shows the room under them."""
    labels = [bare(c.text) for row in rows for c in row]
    short = all(
        len(label) < 70 and not c.text.rstrip().endswith(".")
        for row in rows
        for c in row
        for label in [c.text]
    )
    typed = sum(kind_of(label) not in ("text", "longtext") for label in labels)
    return short and len(labels) > 1 and typed >= max(2, 0.4 * len(labels))


def _all_options(rows: Sequence[Sequence[GridCell]]) -> bool:
    """True for boxes laid out in a table: « ☐ Jardin | ☐ Cuisine »."""
    full = [c for row in rows for c in row if not c.blank]
    return bool(full) and all(
        line.text.lstrip().startswith(BOX) for c in full for line in c.lines if not line.empty
    )


def _with_header(head: list[GridCell], body: list[list[GridCell]]) -> Shape | None:
    """Return the shape of a table whose first row names its columns, None if it does not."""
    names = [bare(c.text) for c in head]
    if not all(names[1:]) or any(BOX in c.text or GAP in c.text for c in head):
        return None
    lines_to_fill = len(body) > 1 and all(c.blank for row in body for c in row)
    if sum(c.text.rstrip().endswith(":") for c in head) * 2 >= len(head) and not lines_to_fill:
        return None
    if any(
        all(not c.blank for c in one) and all(c.blank for c in two) for one, two in pairwise(body)
    ):
        return None  # labels over their answers, row after row
    if (
        names[0]
        and body
        and not any(room_in(c) for c in head)
        and all(not c.blank and _fills(c) for row in body for c in row)
    ):
        return "columns"
    firsts = [row[0] for row in body]
    rest = [cell for row in body for cell in row[1:]]
    open_rest = [c for c in rest if c.blank or _only_box(c)]
    if len(open_rest) < 0.6 * len(rest):
        return None
    if len(body) == 1 and all(c.blank for c in body[0]) and names[0]:
        return "signatures" if any(_SIGNS.search(plain(n)) for n in names) else "heads"
    if all(c.blank for c in firsts[:-1]) and names[0] and len(body) > 1:
        return "rows"
    if all(_only_box(c) for c in rest) or all(_LIKERT.match(plain(n)) for n in names[1:]):
        return "grid" if sum(not c.blank for c in firsts) >= 0.7 * len(firsts) else "rows"
    return _named_rows(names, firsts)


def _fills(cell: GridCell) -> bool:
    return _asks(cell) or any(mark in cell.text for mark in (BOX, GAP, DAY))


def _named_rows(names: list[str], firsts: list[GridCell]) -> Shape | None:
    """Rows have names too: people in columns (« Nom », « Téléphone »), or lines of a budget."""
    labels = [bare(c.text) for c in firsts]
    personal = sum(
        kind_of(label) in ("name", "email", "phone") or composite_of(label) is not None
        for label in labels
    )
    people = sum(bool(_PEOPLE.search(plain(n))) for n in names[1:])
    if personal >= 2 or (personal and people) or people == len(names) - 1:
        return "people"
    roles = sum(bool(_PEOPLE.search(plain(label))) for label in labels)
    typed = sum(kind_of(n) in ("name", "email", "phone") for n in names[1:])
    if typed >= 2 and roles >= max(1, len(labels) - 1):
        return "people"
    return "rows" if names[0] or len(names) > 2 else None


def _only_box(cell: GridCell) -> bool:
    return bool(cell.text) and not cell.text.strip(f"{BOX} {GAP}") and BOX in cell.text


def people_in_rows(layout: Layout) -> bool:
    """True if each row is a person and the columns are what is asked of them."""
    names = [bare(c.text) for c in layout.header[1:]]
    return sum(kind_of(n) in ("name", "email", "phone") for n in names) >= 2


def columns_of(layout: Layout) -> list[DraftColumn]:
    """Return the typed columns of a table to fill; a column of amounts is added up under « Total »."""
    total = any(plain(row[0].text).startswith("total") for row in layout.body if row)
    made: list[DraftColumn] = []
    for cell in layout.header:
        label = bare(cell.text) or "Libellé"
        kind = kind_of(label)
        if kind in ("longtext", "signature", "epci", "commune", "departement"):
            kind = "text"
        made.append(DraftColumn(label, kind, total and kind in ("amount", "int")))
    if made[0].kind == "amount" and any(c.kind == "amount" for c in made[1:]):
        made[0] = DraftColumn(made[0].label)  # « Dépense | Montant »: the first names the line
    return made


def printed_rows(layout: Layout) -> list[str]:
    """Return what the first column prints, the total left out."""
    said = [row[0].text.strip(" :") for row in layout.body]
    return [s for s in said if s and not plain(s).startswith(("total", "sous-total", "sous total"))]
