"""Why an answer is what it is: what was looked for, what was seen, why it was or was not taken, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from ami_cli.forms.values.parse import parse
from ami_cli.model.campaign import Campaign, FieldSpec
from ami_cli.model.candidature import Answer
from ami_cli.model.dossier import Evidence

NATURES = {
    "text": "un texte", "longtext": "un texte long", "name": "un nom", "int": "un nombre entier",
    "amount": "un montant", "date": "une date", "email": "une adresse électronique", "phone": "un téléphone",
    "url": "une adresse de site", "siren": "un SIREN", "siret": "un SIRET", "postal_code": "un code postal",
    "iban": "un IBAN", "bic": "un BIC", "choice": "une des options", "multichoice": "une ou plusieurs options",
    "yesno": "oui ou non", "grid": "une réponse par ligne", "table": "un tableau", "list": "une liste",
    "signature": "une signature", "commune": "une commune", "epci": "une intercommunalité",
    "departement": "un département",
}  # fmt: skip
_WRITTEN_OTHERWISE = (
    0.5  # quality of a text kept as written because it has not the form of its kind
)
_MANY = 6  # wordings shown


@dataclass(frozen=True, slots=True)
class Seen:
    """One sighting and what became of it: ``fate`` is a French clause."""

    evidence: Evidence
    fate: str


@dataclass(frozen=True, slots=True)
class Why:
    """The story of one answer, in French: ``looked_for``, what was seen, ``advice`` (empty if all is well)."""

    looked_for: str
    seen: tuple[Seen, ...]
    advice: str


def why(answer: Answer, spec: FieldSpec, campaign: Campaign) -> Why:
    """Return why a field has this answer."""
    seen = tuple(Seen(e, _fate(e, n, answer, spec)) for n, e in enumerate(answer.evidence))
    return Why(_looked_for(spec, campaign), seen, _advice(answer, spec))


def _looked_for(spec: FieldSpec, campaign: Campaign) -> str:
    words = spec.wordings or spec.statement
    shown = ", ".join(f"« {w} »" for w in words[:_MANY]) + (", …" if len(words) > _MANY else "")
    group = campaign.by_group.get(spec.section)
    where = f", sous « {group.label} »" if group else ""
    owner = next((f.label for f in campaign.fields if f.other_field == spec.path), "")
    if owner:
        return f"{NATURES[spec.kind]} écrit à côté de « Autre », pour « {owner} »"
    return (
        f"{NATURES[spec.kind]} près de {shown}{where}" if words else f"{NATURES[spec.kind]}{where}"
    )


def _fate(evidence: Evidence, rank: int, answer: Answer, spec: FieldSpec) -> str:
    parsed = parse(evidence.text, spec)
    sure = f"{evidence.confidence:.2f}".replace(".", ",")
    if rank == 0 and answer.given:
        return "décidé par une personne" if evidence.by else f"retenu (confiance {sure})"
    if parsed.nothing or not evidence.text.strip():
        return "libellé trouvé, rien n'y est écrit"
    if answer.given and parsed.value == answer.value:
        return "dit la même chose"
    if parsed.value is None or parsed.quality < _WRITTEN_OTHERWISE:
        return f"écarté : ce n'est pas {NATURES[spec.kind]}"
    return f"écarté : dit autre chose, moins sûr ({sure})"


def _advice(answer: Answer, spec: FieldSpec) -> str:
    match answer.status:
        case "absent":
            return (
                "aucun de ces libellés n'a été reconnu. S'il est dans le dossier sous d'autres mots,"
                " ajoutez-les à « wordings » ; s'il est sous une autre rubrique, voyez « group »."
            )
        case "blank":
            return (
                "le libellé est là, sans réponse à côté. Si elle est écrite ailleurs,"
                " ouvrez le fichier et corrigez."
            )
        case "unreadable":
            options = " et les options (choices)" if spec.choices else ""
            return (
                f"ce qui est écrit n'est pas {NATURES[spec.kind]} : vérifiez « kind »{options},"
                " ou corrigez la valeur."
            )
        case "corrected":
            return ""
        case _:
            return "ouvrez le fichier à l'endroit indiqué et tranchez." if answer.doubts else ""
