"""How a house tells its pair: columns, rows, cells, cards, blocks, sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from benchmarks.forge.house_layouts import LAYOUTS, House, Pairs

BLOCKS = ["lignes", "deux-points", "tabulations", "dessous", "une case"]
PERSON = ["nom", "prenom", "fonction", "service", "telephone", "courriel"]


def full_name(house: House, role: str) -> str:
    """Return the whole name, the surname in capitals, with or without a title."""
    nom, prenom = (house.made.truth[f"{role}.{part}"] for part in ("nom", "prenom"))
    title = house.random.choice(["", "", "M. ", "Mme "])
    return title + house.random.choice([f"{prenom} {nom.upper()}", f"{nom.upper()} {prenom}"])


def executive(house: House) -> None:
    """Add the mayor: a line, a table, or lines under a heading."""
    nom, prenom = (house.made.truth[f"executif.{part}"] for part in ("nom", "prenom"))
    label, function = house.label("executif"), house.made.truth["executif.fonction"]
    way = house.random.choice(["ligne", "tableau", "titre"])
    house.habit(f"exécutif:{way}")
    if way == "ligne":
        house.lines(f"{label} : {full_name(house, 'executif')}, {function}")
    elif way == "tableau":
        house.lines(label)
        house.table([("Nom", nom), ("Prénom", prenom), ("Qualité", function)])
    else:
        house.lines(label, f"Nom : {nom}", f"Prénom : {prenom}", f"Fonction : {function}")


def pair(house: House) -> None:
    """Add the section of the pair, in one of eight layouts."""
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
        told.append("\n".join([full_name(house, role), *rest]))
    house.table([[house.label(role) for role in people], told])


def _blocks(house: House, people: Sequence[str]) -> None:
    lay = LAYOUTS[house.random.choice(BLOCKS)]
    for role in people:
        house.made.document.add_paragraph().add_run(house.label(role)).bold = True
        lay(house, _said(house, role))


def _whole_names(house: House, people: Sequence[str]) -> None:
    rows = [["", *(house.label(role) for role in people)]]
    rows.append(["Nom et prénom", *(full_name(house, role) for role in people)])
    for part in PERSON[2:]:
        values = [house.value(f"{r}.{part}") if _has(r, part) else "" for r in people]
        rows.append([house.label(part), *values])
    house.table(rows)


def _sentences(house: House, people: Sequence[str]) -> None:
    house.made.truth["technicien.service"] = None
    for role in people:
        parts = [
            full_name(house, role),
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
