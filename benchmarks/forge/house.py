"""A form that the house wrote itself: each section in a layout of its own, under labels of its own."""

from __future__ import annotations

from random import Random

from benchmarks.forge import spelling
from benchmarks.forge.forms import CHOICES, Return
from benchmarks.forge.house_layouts import LAYOUTS, House
from benchmarks.forge.house_people import executive, full_name, pair
from benchmarks.forge.house_words import LABELS, STATEMENTS
from benchmarks.forge.people import Applicant
from benchmarks.forge.ticks import BARE, BOXED, options
from benchmarks.forge.write import add_picture, new_document, set_cell, set_runs

IDENTITY = [path for path in LABELS if path.startswith("collectivite.")]


def house(applicant: Applicant, random: Random) -> Return:
    """Return a form in the house's own layout."""
    made = Return(new_document(), dict(applicant.values), habits=["maison"])
    author = House(made, random)
    author.lines(random.choice(["Formulaire de candidature", "Dossier de candidature à remplir"]))
    for section in (_identity, executive, pair, _commitment, _project, _texts, _signatures):
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
            set_cell(cell, full_name(house, role))
        if kind == "image":
            add_picture(cell, random)
        truth[f"signature.{role}"] = kind
