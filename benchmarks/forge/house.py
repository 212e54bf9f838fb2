"""A form that the house wrote itself: each section in a layout of its own, under labels of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from docx.table import Table

from benchmarks.forge import spelling
from benchmarks.forge.forms import CHOICES, Return
from benchmarks.forge.house_words import LABELS, SECTIONS, STATEMENTS
from benchmarks.forge.people import Applicant
from benchmarks.forge.ticks import BARE, BOXED, options
from benchmarks.forge.write import add_picture, new_document, set_cell, set_runs

Pairs = list[tuple[str, str]]
IDENTITY = [path for path in LABELS if path.startswith("collectivite.")]
PERSON = ["nom", "prenom", "fonction", "service", "telephone", "courriel"]


class House:
    """One document under construction, with the luck of one author."""

    def __init__(self, made: Return, random: Random) -> None:
        self.made = made
        self.random = random
        self.numbered = random.choice(["", "1. ", "1/ ", "I – ", "A) "])
        self.count = 0

    def habit(self, way: str) -> None:
        """Note one habit."""
        self.made.habits.append(way)

    def label(self, name: str) -> str:
        """Return one of the labels of a field or person."""
        return self.random.choice(LABELS[name])

    def value(self, path: str) -> str:
        """Return a value as somebody writes it."""
        return spelling.write(self.random, path, self.made.truth.get(path))

    def heading(self, section: str) -> None:
        """Add a heading, numbered as this house does, as a style or in bold; or none."""
        title = self.random.choice(SECTIONS.get(section) or LABELS[section])
        if not title:
            return
        self.count += 1
        mark = self.numbered.replace("1", str(self.count))
        if self.random.random() < 0.5:
            self.made.document.add_heading(mark + title, level=1)
        else:
            self.made.document.add_paragraph().add_run(mark + title).bold = True

    def lines(self, *lines: str) -> None:
        """Add paragraphs."""
        for line in lines:
            self.made.document.add_paragraph(line)

    def table(self, rows: Sequence[Sequence[str]]) -> Table:
        """Add a table."""
        table = self.made.document.add_table(rows=len(rows), cols=max(map(len, rows)))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=False):
                set_cell(cell, text)
        return table


def house(applicant: Applicant, random: Random) -> Return:
    """Return a form in the house's own layout."""
    made = Return(new_document(), dict(applicant.values), habits=["maison"])
    author = House(made, random)
    author.lines(random.choice(["Formulaire de candidature", "Dossier de candidature à remplir"]))
    for section in (_identity, _executive, _pair, _commitment, _project, _texts, _signatures):
        section(author)
    made.truth["pieces_jointes"] = []
    return made


# --- the body ----------------------------------------------------------------------------------------


def _identity(house: House) -> None:
    house.heading("collectivite")
    pairs = [
        (house.label(path), house.value(path)) for path in IDENTITY if not path.endswith(".type")
    ]
    pairs.insert(1, (house.label("collectivite.type"), house.random.choice(["commune", "Commune"])))
    way = house.random.choice(list(LAYOUTS))
    house.habit(f"identité:{way}")
    LAYOUTS[way](house, pairs)


def _rows(house: House, pairs: Pairs) -> None:
    colon = house.random.choice(["", " :", " *"])
    house.table([(label + colon, value) for label, value in pairs])


def _twice(house: House, pairs: Pairs) -> None:
    padded = [*pairs, ("", "")] if len(pairs) % 2 else pairs
    house.table([(*padded[i], *padded[i + 1]) for i in range(0, len(padded), 2)])


def _stacked(house: House, pairs: Pairs) -> None:
    house.table([(text,) for pair in pairs for text in pair])


def _across(house: House, pairs: Pairs) -> None:
    half = len(pairs) // 2
    for part in (pairs[:half], pairs[half:]):
        house.table([[label for label, _ in part], [value for _, value in part]])
        house.lines("")


def _colons(house: House, pairs: Pairs) -> None:
    mark = house.random.choice(["", "• ", "- ", "– "])
    house.lines(*(f"{mark}{label} : {value}" for label, value in pairs))


def _arrows(house: House, pairs: Pairs) -> None:
    arrow = house.random.choice([" → ", " => ", " = ", "\u00a0: → "])
    house.lines(*(f"{label}{arrow}{value}" for label, value in pairs))


def _leaders(house: House, pairs: Pairs) -> None:
    house.lines(*(f"{label} ....... {value} ......." for label, value in pairs))


def _tabs(house: House, pairs: Pairs) -> None:
    house.lines(*(f"{label}\t{value}" for label, value in pairs))


def _semicolons(house: House, pairs: Pairs) -> None:
    for i in range(0, len(pairs), 3):
        house.lines(" ; ".join(f"{label} : {value}" for label, value in pairs[i : i + 3]))


def _one_cell(house: House, pairs: Pairs) -> None:
    house.table([("\n".join(f"{label} : {value}" for label, value in pairs),)])


def _under(house: House, pairs: Pairs) -> None:
    for label, value in pairs:
        house.made.document.add_paragraph().add_run(label).bold = True
        house.lines(value)


LAYOUTS: dict[str, Callable[[House, Pairs], None]] = {
    "lignes": _rows,
    "quatre colonnes": _twice,
    "empilé": _stacked,
    "en travers": _across,
    "deux-points": _colons,
    "flèches": _arrows,
    "pointillés": _leaders,
    "tabulations": _tabs,
    "points-virgules": _semicolons,
    "une case": _one_cell,
    "dessous": _under,
}


# --- people ----------------------------------------------------------------------------------------


def _full(house: House, role: str) -> str:
    nom, prenom = (house.made.truth[f"{role}.{part}"] for part in ("nom", "prenom"))
    title = house.random.choice(["", "", "M. ", "Mme "])
    return title + house.random.choice([f"{prenom} {nom.upper()}", f"{nom.upper()} {prenom}"])


def _executive(house: House) -> None:
    nom, prenom = (house.made.truth[f"executif.{part}"] for part in ("nom", "prenom"))
    label, function = house.label("executif"), house.made.truth["executif.fonction"]
    way = house.random.choice(["ligne", "tableau", "titre"])
    house.habit(f"exécutif:{way}")
    if way == "ligne":
        house.lines(f"{label} : {_full(house, 'executif')}, {function}")
    elif way == "tableau":
        house.lines(label)
        house.table([("Nom", nom), ("Prénom", prenom), ("Qualité", function)])
    else:
        house.lines(label, f"Nom : {nom}", f"Prénom : {prenom}", f"Fonction : {function}")


def _pair(house: House) -> None:
    house.heading("binome")
    way = house.random.choice(list(PAIRS))
    house.habit(f"binôme:{way}")
    people = house.random.choice([["elu", "technicien"], ["technicien", "elu"]])
    PAIRS[way](house, people)


def _said(house: House, role: str, parts: Sequence[str] = PERSON) -> Pairs:
    return [(house.label(p), house.value(f"{role}.{p}")) for p in parts if _has(role, p)]


def _has(role: str, part: str) -> bool:
    return part != "service" or role == "technicien"


def _columns(house: House, people: Sequence[str]) -> None:
    rows = [["", *(house.label(role) for role in people)]]
    for part in PERSON:
        values = [house.value(f"{r}.{part}") if _has(r, part) else "" for r in people]
        rows.append([house.label(part), *values])
    house.table(rows)


def _transposed(house: House, people: Sequence[str]) -> None:
    rows = [["", *(house.label(part) for part in PERSON)]]
    for role in people:
        values = [house.value(f"{role}.{p}") if _has(role, p) else "" for p in PERSON]
        rows.append([house.label(role), *values])
    house.table(rows)


def _side_by_side(house: House, people: Sequence[str]) -> None:
    one, two = ([house.label(r), ""] for r in people)
    rows = [[*one, *two]]
    for part in PERSON:
        label = house.label(part)
        rows.append([])
        for role in people:
            rows[-1] += [label, house.value(f"{role}.{part}") if _has(role, part) else ""]
    house.table(rows)


def _cells(house: House, people: Sequence[str]) -> None:
    told = ["\n".join(f"{a} : {b}" for a, b in _said(house, role)) for role in people]
    titles = [house.label(role) for role in people]
    if house.random.random() < 0.5:
        house.table([titles, told])
    else:
        house.table([[f"{title}\n{text}" for title, text in zip(titles, told, strict=True)]])


def _cards(house: House, people: Sequence[str]) -> None:
    house.made.truth["technicien.service"] = None
    told = []
    for role in people:
        rest = [str(house.value(f"{role}.{p}")) for p in ("fonction", "telephone", "courriel")]
        told.append("\n".join([_full(house, role), *rest]))
    house.table([[house.label(role) for role in people], told])


def _blocks(house: House, people: Sequence[str]) -> None:
    lay = house.random.choice([_rows, _colons, _tabs, _under, _one_cell])
    for role in people:
        house.made.document.add_paragraph().add_run(house.label(role)).bold = True
        lay(house, _said(house, role))


def _whole_names(house: House, people: Sequence[str]) -> None:
    rows = [["", *(house.label(role) for role in people)]]
    rows.append(["Nom et prénom", *(_full(house, role) for role in people)])
    for part in PERSON[2:]:
        values = [house.value(f"{r}.{part}") if _has(r, part) else "" for r in people]
        rows.append([house.label(part), *values])
    house.table(rows)


def _sentences(house: House, people: Sequence[str]) -> None:
    house.made.truth["technicien.service"] = None
    for role in people:
        parts = [
            _full(house, role),
            *(house.value(f"{role}.{p}") for p in PERSON[2:] if p != "service"),
        ]
        house.lines(f"{house.label(role)} : {parts[0]}, {parts[1]} – {parts[2]} – {parts[3]}")


PAIRS: dict[str, Callable[[House, Sequence[str]], None]] = {
    "colonnes": _columns,
    "transposé": _transposed,
    "côte à côte": _side_by_side,
    "cases": _cells,
    "cartes": _cards,
    "blocs": _blocks,
    "noms entiers": _whole_names,
    "phrases": _sentences,
}


# --- choices, texts, signatures --------------------------------------------------------------------


def _commitment(house: House) -> None:
    on = bool(house.made.truth["binome.engagement_assiduite"])
    text = house.random.choice(STATEMENTS)
    house.lines(
        house.random.choice([f"{'☒' if on else '☐'} {text}", f"[{'x' if on else ' '}] {text}"])
    )


def _project(house: House) -> None:
    truth = house.made.truth
    house.heading("projet")
    table = house.table(
        [(house.label("projet.intitule"), truth["projet.intitule"]), ("", ""), ("", "")]
    )
    for row, path in zip(table.rows[1:], ("projet.demarches", "projet.avancement"), strict=True):
        set_cell(row.cells[0], house.label(path))
        chosen = [truth[path]] if isinstance(truth[path], str) else truth[path]
        way = house.random.choice([*BOXED, *BARE] if chosen else BOXED)
        house.habit(f"choix:{way}")
        other = truth.get("projet.demarches_autre") or ""
        runs = options(
            house.random, CHOICES[path], chosen, other if path.endswith("marches") else "", way
        )
        set_runs(row.cells[1].paragraphs[0], runs)


def _texts(house: House) -> None:
    way = house.random.choice(["titre", "cadre", "tableau", "deux-points", "titre et cadre"])
    house.habit(f"textes:{way}")
    paths = ("projet.description", "motivations", "attentes")
    if way == "tableau":
        house.table([(house.label(path), house.made.truth[path]) for path in paths])
        return
    for path in paths:
        text = house.made.truth[path]
        if way == "deux-points":
            first, *rest = text.split("\n")
            house.lines(f"{house.label(path)} : {first}", *rest)
            continue
        house.heading(path)
        if "cadre" in way:
            house.table([(text,)])
        else:
            house.lines(*text.split("\n"))


def _signatures(house: House) -> None:
    truth, random = house.made.truth, house.random
    house.heading("signature")
    said = spelling.day(random, truth["signature.date"])
    house.lines(
        random.choice(
            [
                f"Fait à {truth['signature.lieu']}, le {said}",
                f"À {truth['signature.lieu']}, le {said}",
                f"{truth['signature.lieu']}, le {said}",
                f"Fait à : {truth['signature.lieu']}     Le : {said}",
            ]
        )
    )
    roles = [("elu", "L'élu·e référent·e"), ("executif", "Le Maire")]
    random.shuffle(roles)
    table = house.table([[title for _, title in roles], ["", ""]])
    for cell, (role, _) in zip(table.rows[1].cells, roles, strict=True):
        kind = random.choice(["image", "typed", "absent"])
        if kind != "absent":
            set_cell(cell, _full(house, role))
        if kind == "image":
            add_picture(cell, random)
        truth[f"signature.{role}"] = kind
