"""Invented applicants: collectivités of the reference data, people, projects, texts."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from ami_cli.reference.atlas import atlas
from ami_cli.reference.territoires import epci_of, official_population

FIRST_F = [
    "Anne",
    "Zoé",
    "Fatiha",
    "Marie-Claire",
    "Élise",
    "Ludivine",
    "Agnès",
    "Noémie",
    "Inès",
    "Sandrine",
]
FIRST_M = [
    "Luc",
    "Jean-Pierre",
    "Mehdi",
    "François",
    "Loïc",
    "Benoît",
    "André",
    "Kévin",
    "Stanislas",
    "Noël",
]
LAST = [
    "Dupont",
    "Lefèvre",
    "Delattre",
    "Vanhoutte",
    "de Smet",
    "Le Gall",
    "Bénard",
    "Martin-Duval",
    "Van den Berghe",
    "Guillaume",
    "Benoît",
    "El Amrani",
    "D'Hondt",
    "Thomas",
    "Carpentier",
    "Petit",
]
ELU = [
    "Maire",
    "Adjointe à la transition écologique",
    "2e adjoint, urbanisme",
    "Conseiller municipal délégué",
    "Conseillère municipale",
    "Vice-président en charge de l’environnement",
    "1er adjoint",
]
AGENT = [
    "Directrice générale des services",
    "DGS",
    "Secrétaire de mairie",
    "Chargé de mission climat",
    "Responsable du service urbanisme",
    "Technicien environnement",
    "Animatrice de la vie locale",
]
SERVICES = [
    "Services techniques",
    "Urbanisme",
    "Direction générale",
    "Développement durable",
    "Pôle cadre de vie",
]
STREETS = [
    "3 rue du Moulin",
    "12 bis place de la République",
    "1, place de la Mairie",
    "45 avenue Jean-Jaurès",
    "Route nationale",
]
PROJECTS = [
    "Un verger pour l'école",
    "Revitaliser le centre-bourg avec ses habitants",
    "La Deûle à vélo",
    "Réunir pour décider : notre budget participatif",
    "Zéro déchet au stade",
    "Projet de halle citoyenne",
]
OTHERS = ["Petites villes de demain", "Rev3", "Plan alimentaire territorial", "Charte forestière"]
PIECES = [
    "Délibération du conseil municipal",
    "Carte du territoire",
    "Lettre de soutien de l’école",
    "Compte rendu de la réunion publique",
    "Présentation du projet (diaporama)",
    "Plan de situation",
]
SENTENCES = [
    "Notre commune souhaite associer davantage les habitantes et les habitants à ses décisions.",
    "Les réunions publiques attirent toujours les mêmes personnes : nous voulons changer cela.",
    "Le projet concerne 1 200 m² d’espaces publics, pour un budget de 85 000 € environ.",
    "Une première rencontre a eu lieu le 6 février ; quarante personnes y ont pris part.",
    "Nous manquons de méthode, de recul et d’occasions d’échanger avec d’autres.",
    "L’élue apporte la vision, le technicien la continuité : ce binôme se connaît bien.",
    "Contact, mobilisation, animation : tout reste à construire avec les associations.",
    "Qui décide, et jusqu’où ? C’est la question que nous posons.",
    "La population vieillit, les commerces ferment, mais l’envie d’agir est là.",
    "Nous espérons des visites, des outils simples et un regard extérieur.",
]
DEPARTEMENTS = {"02": "Aisne", "59": "Nord", "60": "Oise", "62": "Pas-de-Calais", "80": "Somme"}


@dataclass(frozen=True, slots=True)
class Applicant:
    """The truth of one dossier: field path → value as the record gives it, None for nothing."""

    values: dict[str, Any]

    def __getitem__(self, path: str) -> Any:
        """Return the value of a field."""
        return self.values.get(path)


def invent(random: Random, code: str = "") -> Applicant:
    """Return one applicant: a commune of the region, or the one whose INSEE code is given."""
    town, code, population, postal = _commune(random, code)
    epci = epci_of(code)
    host = f"mairie-{_slug(town)}.example"
    values: dict[str, Any] = {
        "collectivite.nom": f"{random.choice(['', 'Commune de ', 'Ville de ', 'Mairie de '])}{town}",
        "collectivite.type": "commune",
        "collectivite.departement": code[:2],
        "collectivite.adresse": random.choice(STREETS),
        "collectivite.code_postal": postal,
        "collectivite.ville": town,
        "collectivite.population": population,
        "collectivite.siren": atlas("2021").siren_of(code),
        "collectivite.epci_rattachement": epci.name if epci else None,
        "collectivite.site_web": random.choice([f"www.{host}", f"https://{host}", None]),
        "binome.engagement_assiduite": random.random() < 0.9 or None,
        "projet.intitule": random.choice(PROJECTS),
        "projet.demarches": sorted(
            random.sample(["pcaet", "agenda_2030", "cte", "tepos"], random.randint(0, 2))
        ),
        "projet.demarches_autre": None,
        "projet.avancement": random.choice(["reflexion", "lancement", "en_cours", "realise"]),
        "projet.description": _text(random, 2),
        "motivations": _text(random, 4),
        "attentes": _text(random, 3),
        "pieces_jointes": random.sample(PIECES, random.randint(0, 3)),
        "signature.lieu": town,
        "signature.date": date(2021, 1, 10) + timedelta(days=random.randint(0, 60)),
    }
    if random.random() < 0.25:
        values["projet.demarches"] = [*values["projet.demarches"], "autre"]
        values["projet.demarches_autre"] = random.choice(OTHERS)
    for role, functions in (("executif", ["Maire"]), ("elu", ELU), ("technicien", AGENT)):
        values |= _person(random, role, functions, host)
    return Applicant(values)


def _person(random: Random, role: str, functions: list[str], host: str) -> dict[str, Any]:
    first = random.choice(FIRST_F + FIRST_M)
    last = random.choice(LAST)
    found: dict[str, Any] = {
        f"{role}.nom": last,
        f"{role}.prenom": first,
        f"{role}.fonction": random.choice(functions),
    }
    if role != "executif":
        found[f"{role}.telephone"] = (
            random.choice(["+331990012", "+333530112", "+336399812"])
            + f"{random.randint(0, 99):02d}"
        )
        found[f"{role}.courriel"] = f"{_slug(first)[:1]}.{_slug(last)}@{host}"
    if role == "technicien":
        found["technicien.service"] = random.choice([*SERVICES, None])
    return found


def _commune(random: Random, wanted: str) -> tuple[str, str, int, str]:
    """Return name, INSEE code, population and postal code of a commune of the region."""
    known = atlas("2021")
    codes = _codes()
    if wanted:
        postal = next(p for p in codes if wanted in known.by_postal_code[p])
        return known.name(wanted), wanted, official_population(wanted) or 0, postal
    while True:
        postal = random.choice(codes)
        code = random.choice(known.by_postal_code[postal])
        population = official_population(code)
        if population:
            return known.name(code), code, population, postal


@cache
def _codes() -> list[str]:
    return sorted(c for c in atlas("2021").by_postal_code if c[:2] in DEPARTEMENTS)


def _text(random: Random, most: int) -> str:
    paragraphs = [
        " ".join(random.sample(SENTENCES, random.randint(1, 3)))
        for _ in range(random.randint(1, most))
    ]
    return "\n".join(paragraphs)


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe"))
    letters = "".join(c if c.isalnum() else "-" for c in plain if not unicodedata.combining(c))
    return "-".join(part for part in letters.lower().split("-") if part)
