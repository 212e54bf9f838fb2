"""Hand-made campaigns, readings and candidatures. Everybody in them is invented."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ami_cli.model.campaign import Campaign
from ami_cli.model.candidature import Answer, Candidature
from ami_cli.model.dossier import Evidence, Problem, ReadFile, Reading

FORM = "Formulaire.docx"
SAID = "Texte de l’appel"

GOOD: dict[str, Any] = {
    "collectivite.nom": "Commune de Wicres",
    "collectivite.type": "commune",
    "collectivite.departement": "59",
    "collectivite.adresse": "1 place de la Mairie",
    "collectivite.code_postal": "59134",
    "collectivite.ville": "Wicres",
    "collectivite.population": 450,
    "executif.nom": "Prévôt",
    "executif.prenom": "Chloé",
    "executif.fonction": "Maire",
    "elu.nom": "Guéant-Morel",
    "elu.prenom": "Bruno",
    "elu.fonction": "Conseiller municipal délégué",
    "elu.telephone": "+33353010102",
    "elu.courriel": "bgueant@mairie-wicres.example",
    "technicien.nom": "Vandenbroucke",
    "technicien.prenom": "Aïcha",
    "technicien.fonction": "Directrice générale des services",
    "technicien.service": "Direction générale",
    "technicien.telephone": "+33639980003",
    "technicien.courriel": "avandenbroucke@mairie-wicres.example",
    "binome.engagement_assiduite": True,
    "projet.intitule": "Une place à vivre",
    "projet.demarches": ("pcaet", "tepos"),
    "projet.avancement": "en_cours",
    "projet.description": "Réaménager la place avec les riverains, les commerçants et l’école.",
    "motivations": "Nous voulons apprendre à faire avec les habitantes et les habitants.",
    "attentes": "Des méthodes simples, des visites et des collègues à appeler.",
    "signature.lieu": "Wicres",
    "signature.date": date(2021, 3, 4),
    "signature.elu": "image",
    "signature.executif": "image",
}

_KINDS = {
    "collectivite.population": "int",
    "collectivite.siren": "siren",
    "collectivite.type": "choice",
    "elu.telephone": "phone",
    "technicien.telephone": "phone",
    "elu.courriel": "email",
    "technicien.courriel": "email",
    "binome.engagement_assiduite": "yesno",
    "projet.demarches": "multichoice",
    "projet.avancement": "choice",
    "projet.description": "longtext",
    "motivations": "longtext",
    "attentes": "longtext",
    "signature.date": "date",
    "signature.elu": "signature",
    "signature.executif": "signature",
}
_LABELS = {
    "collectivite.nom": "Nom de la collectivité",
    "collectivite.type": "Type de collectivité",
    "collectivite.departement": "Département",
    "collectivite.population": "Population",
    "projet.intitule": "Titre du projet",
    "projet.description": "Présentation du projet",
    "motivations": "Ce qui motive votre candidature",
    "attentes": "Vos attentes vis-à-vis du parcours",
    "signature.date": "Date de signature",
}
_CHOICES = {
    "collectivite.type": {
        "commune": "Commune",
        "communaute_de_communes": "Communauté de communes",
        "autre": "Autre",
    },
    "projet.demarches": {"pcaet": "PCAET", "tepos": "TEPOS"},
    "projet.avancement": {"en_cours": "En cours", "reflexion": "En réflexion"},
}
RULES: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        "territoire",
        {
            "nom": "collectivite.nom",
            "type": "collectivite.type",
            "departement": "collectivite.departement",
            "code_postal": "collectivite.code_postal",
            "siren": "collectivite.siren",
        },
    ),
    ("binome_complet", {"engagement": "binome.engagement_assiduite"}),
    ("fonctions_du_binome", {}),
    ("signature_conjointe", {"type": "collectivite.type"}),
    ("dans_les_delais", {"date": "signature.date"}),
    ("reponses_obligatoires", {"champs": ["motivations", "attentes"]}),
    (
        "doublons",
        {"personnes": ["elu", "technicien"], "textes": ["motivations"]},
    ),
    ("dates_plausibles", {"champs": ["signature.date"]}),
)


def campaign(*rules: tuple[str, dict[str, Any]], **changes: Any) -> Campaign:
    """Return a small call with the fields of `GOOD` and the rules given (`RULES` by default)."""
    declared = rules or RULES
    return Campaign.model_validate(
        {
            "id": "essai",
            "title": "Vers des territoires d’essai",
            "organiser": "Centre d’essai",
            "opened": date(2020, 12, 10),
            "deadline": datetime.fromisoformat("2021-03-19T23:59:00+01:00"),
            "contact": "contact@centre.example",
            "territory": {"vintage": 2021, "regions": ["32"], "label": "Hauts-de-France"},
            "blanks": [],
            "groups": [
                {"id": "collectivite", "label": "La collectivité"},
                {"id": "executif", "label": "Maire ou Président·e"},
                {"id": "elu", "label": "L’élu·e"},
                {"id": "technicien", "label": "Le·la technicien·ne"},
                {"id": "projet", "label": "Le projet"},
                {"id": "signature", "label": "Signatures"},
            ],
            "fields": [_field(path) for path in (*GOOD, "collectivite.siren")],
            "rules": [{"name": n, "source": SAID, "params": p} for n, p in declared],
            "jury": {
                "scale": 5,
                "jurors": 3,
                "seats": 2,
                "criteria": [
                    {"code": "coherence", "label": "Cohérence du projet", "weight": 30},
                    {"code": "motivation", "label": "Motivation du binôme", "weight": 70},
                ],
            },
            **changes,
        }
    )


def _field(path: str) -> dict[str, Any]:
    label = _LABELS.get(path) or path.rpartition(".")[2].replace("_", " ").capitalize()
    choices = [{"code": c, "label": name} for c, name in _CHOICES.get(path, {}).items()]
    return {"path": path, "label": label, "kind": _KINDS.get(path, "text"), "choices": choices}


def sighting(
    text: str, confidence: float = 0.98, place: str = "body/table[1]/r[2]/c[2]"
) -> Evidence:
    """Return one sighting in the form."""
    return Evidence(
        text=text, method="label", file=FORM, place=place, page=4, confidence=confidence
    )


def read(value: Any, confidence: float = 0.98) -> Answer:
    """Return an answer that was read."""
    return Answer(value, "read", confidence, (sighting(str(value), confidence),))


BLANK = Answer(None, "blank", 0.95, (sighting("", 0.95),))
ABSENT = Answer(None, "absent", 0.0)
UNREADABLE = Answer(None, "unreadable", 0.0, (sighting("~~~", 0.2),))


def candidature(
    dossier: str = "wicres", reading: Reading | None = None, **changes: Any
) -> Candidature:
    """Return a good candidature with some answers changed; ``elu__nom=None`` leaves one blank."""
    answers = {path: read(value) for path, value in GOOD.items()}
    answers["collectivite.siren"] = BLANK
    for name, value in changes.items():
        path = name.replace("__", ".")
        answers[path] = (
            value if isinstance(value, Answer) else BLANK if value is None else read(value)
        )
    return Candidature(dossier, reading or form_read(dossier), answers)


def form_read(dossier: str = "wicres", **changes: Any) -> Reading:
    """Return the reading of a dossier whose form was read whole."""
    facts: dict[str, Any] = {
        "dossier": dossier,
        "campaign": "essai",
        "digest": "0" * 64,
        "files": (file(FORM, "formulaire"),),
        "received": datetime.fromisoformat("2021-03-10T14:05:00+01:00"),
        "received_from": "courriel",
    }
    return Reading(**{**facts, **changes})


def file(path: str, role: str) -> ReadFile:
    """Return a file of a dossier."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return ReadFile.model_validate(
        {"path": path, "sha256": "a" * 64, "media_type": kind, "role": role}
    )


def problem(path: str, kind: str = "corrupt") -> Problem:
    """Return a file that could not be read."""
    said = {"class": kind, "file": path, "message": "Le fichier est abîmé."}
    return Problem.model_validate(said)
