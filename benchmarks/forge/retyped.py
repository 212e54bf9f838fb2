"""The same answers in a document of the applicant's own, under headings of the same meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from benchmarks.forge import spelling
from benchmarks.forge.forms import CHOICES, PAIR, STATEMENT, Return
from benchmarks.forge.people import Applicant
from benchmarks.forge.write import new_document

TITLES = [
    "Formulaire de candidature",
    "Candidature – Vers des territoires participatifs",
    "Annexe : formulaire de candidature",
]
HEADS = {
    "elu": ["L’élu(e) référent(e)", "Élu référent", "Élue", "Personne élue"],
    "technicien": ["Le technicien référent", "Technicienne", "Agent référent", "Technicien·ne"],
}


def retype(applicant: Applicant, random: Random) -> Return:
    """Write the answers in a document of one's own; nothing is signed in it."""
    made = Return(new_document(), dict(applicant.values), habits=["retapé"])
    sections = [_collectivite, _pair, _project, _texts]
    if random.random() < 0.2:
        random.shuffle(sections)
        made.habits.append("rubriques déplacées")
    made.document.add_paragraph(random.choice(TITLES))
    for section in sections:
        for line in section(made.truth, random):
            made.document.add_paragraph(line)
    made.truth |= {"signature.elu": "absent", "signature.executif": "absent"}
    made.truth |= {"signature.lieu": None, "signature.date": None, "pieces_jointes": []}
    return made


def _line(random: Random, labels: Sequence[str], value: object) -> str:
    return f"{random.choice(labels)} : {value}"


def _collectivite(truth: dict[str, Any], random: Random) -> Iterator[str]:
    t = {path.removeprefix("collectivite."): value for path, value in truth.items()}
    yield random.choice(
        ["1. La collectivité", "Identité de la collectivité", "I – Collectivité candidate"]
    )
    name = spelling.write(random, "collectivite.nom", t["nom"])
    yield _line(random, ["Nom", "Nom de la commune", "Collectivité", "Dénomination"], name)
    yield _line(random, ["Type", "Nature", "Statut"], "commune")
    departement = dict(CHOICES["collectivite.departement"])[t["departement"]]
    yield _line(random, ["Département", "Dépt"], departement)
    address = f"{t['adresse']}, {t['code_postal']} {t['ville']}"
    yield _line(random, ["Adresse", "Adresse postale", "Adresse de la mairie"], address)
    people = spelling.count(random, t["population"])
    yield _line(random, ["Population", "Nombre d’habitants", "Habitants"], people)
    siren = spelling.siren(random, t["siren"])
    yield _line(random, ["SIREN", "N° SIREN", "Numéro SIREN", "SIRET"], siren)
    epci = ["Intercommunalité", "EPCI", "EPCI de rattachement"]
    yield _line(random, epci, t["epci_rattachement"])
    if t["site_web"]:
        yield _line(random, ["Site internet", "Site web", "Site"], t["site_web"])
    mayor = f"{truth['executif.prenom']} {truth['executif.nom'].upper()}"
    yield _line(random, ["Maire", "Le Maire", "Nom du maire"], mayor)


def _pair(truth: dict[str, Any], random: Random) -> Iterator[str]:
    yield random.choice(["2. Le binôme", "Le binôme", "II – Binôme engagé"])
    for role, heads in HEADS.items():
        yield random.choice(heads)
        yield from _person({k: truth.get(f"{role}.{k}") for k in PAIR}, random)
    if truth["binome.engagement_assiduite"]:
        yield random.choice(
            [
                "Le binôme s’engage à participer aux six journées.",
                f"☒ {STATEMENT}",
                "Nous nous engageons à participer, en binôme, aux six journées du parcours.",
            ]
        )


def _person(t: dict[str, Any], random: Random) -> Iterator[str]:
    if random.random() < 0.5:
        whole = f"{str(t['nom']).upper()} {t['prenom']}"
        yield _line(random, ["Nom et prénom", "Nom, prénom", "Nom - Prénom"], whole)
    else:
        yield f"Nom : {spelling.name(random, str(t['nom']))}"
        yield f"Prénom : {t['prenom']}"
    yield _line(random, ["Fonction", "Qualité"], t["fonction"])
    if t["service"]:
        yield f"Service : {t['service']}"
    phone, mail = spelling.phone(random, str(t["telephone"])), str(t["courriel"])
    if random.random() < 0.25:
        yield f"Tél. / mél : {phone} – {mail}"
    else:
        yield _line(random, ["Tél.", "Téléphone", "Tél", "Portable"], phone)
        yield _line(random, ["Courriel", "Mail", "E-mail", "Mél", "Adresse mail"], mail)


def _project(truth: dict[str, Any], random: Random) -> Iterator[str]:
    t = {path.removeprefix("projet."): value for path, value in truth.items()}
    options = dict(CHOICES["projet.demarches"]) | {"autre": f"Autre : {t['demarches_autre']}"}
    said = ", ".join(options[code] for code in t["demarches"]) or "aucune"
    stage = dict(CHOICES["projet.avancement"])[t["avancement"]]
    lines = t["description"].split("\n")
    yield random.choice(["3. Le projet", "Votre projet", "III – Projet"])
    titles = ["Intitulé", "Titre", "Intitulé du projet", "Nom du projet"]
    yield _line(random, titles, t["intitule"])
    plans = ["Démarches en cours", "Démarches engagées", "Démarches territoriales"]
    yield _line(random, plans, said)
    yield _line(random, ["Avancement", "État d’avancement", "Stade du projet"], stage)
    if random.random() < 0.5:
        yield _line(random, ["Description", "Présentation du projet", "Descriptif"], lines[0])
        yield from lines[1:]
    else:
        yield random.choice(["Description du projet", "Présentation"])
        yield from lines


def _texts(truth: dict[str, Any], random: Random) -> Iterator[str]:
    yield random.choice(["4. Motivations", "Nos motivations", "Motivations"])
    yield from truth["motivations"].split("\n")
    yield random.choice(["5. Attentes", "Nos attentes", "Vos attentes vis-à-vis du parcours"])
    yield from truth["attentes"].split("\n")
