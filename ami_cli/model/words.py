"""The French words that staff read for the codes of the record."""

from __future__ import annotations

import re
from datetime import date, datetime

from ami_cli.model.campaign import FieldSpec
from ami_cli.model.candidature import Answer, Value
from ami_cli.model.dossier import Change, Evidence, ReadFile

SURE = 0.8

PARTS = {
    "overall": "Avis",
    "territoire": "Territoire",
    "binome": "Binôme",
    "signature": "Signatures",
    "delai": "Délai",
}
VERDICTS = {
    "recevable": "recevable",
    "incomplet": "incomplet",
    "irrecevable": "irrecevable",
    "a_verifier": "à vérifier",
    "eligible": "éligible",
    "non_eligible": "non éligible",
    "complet": "complet",
    "conforme": "conforme",
    "manquante": "manquante",
    "dans_les_delais": "dans les délais",
    "hors_delai": "hors délai",
    "inconnu": "inconnu",
}
# « la candidature est … », « les signatures sont … »: the feminine, of one and of several
_FEMININE = {
    "recevable": ("recevable", "recevables"),
    "incomplet": ("incomplète", "incomplètes"),
    "irrecevable": ("irrecevable", "irrecevables"),
    "conforme": ("conforme", "conformes"),
    "manquante": ("manquante", "manquantes"),
}
SEVERITIES = {"bloquant": "bloquant", "a_verifier": "à vérifier", "information": "information"}
ROLES = {
    "formulaire": "formulaire",
    "courrier": "courrier",
    "piece_jointe": "pièce jointe",
    "courriel": "courriel",
    "autre": "autre",
}
PROBLEMS = {
    "empty": "fichier vide",
    "corrupt": "fichier abîmé",
    "encrypted": "fichier protégé par un mot de passe",
    "unsupported": "format non pris en charge",
    "too_large": "fichier trop volumineux",
    "unsafe": "contenu refusé par sécurité",
    "timeout": "lecture trop longue",
    "unreadable": "illisible",
}
SIGNATURES = {
    "absent": "aucune signature",
    "typed": "nom dactylographié",
    "image": "signature manuscrite ou image",
    "digital": "signature électronique",
}
_STEPS = {
    "table": "tableau",
    "r": "ligne",
    "row": "ligne",
    "c": "colonne",
    "p": "paragraphe",
    "page": "page",
    "word": "mot",
    "line": "ligne",
    "field": "champ",
}
_STEP = re.compile(r"([a-z_]+)\[(\d+)\]")


def value_words(value: Value, spec: FieldSpec | None = None) -> str:
    """Return a value as people write it in French; empty when there is none."""
    match value:
        case None:
            return ""
        case bool():
            return "oui" if value else "non"
        case datetime() | date():
            return f"{value:%d/%m/%Y}"
        case int() | float():
            return number_words(value)
        case tuple():
            return ", ".join(value_words(item, spec) for item in value)
        case dict():
            return " ; ".join(f"{key} : {value_words(item)}" for key, item in value.items())
        case _:
            return _coded(value, spec)


def _coded(value: str, spec: FieldSpec | None) -> str:
    if spec is None:
        return value
    if spec.kind == "signature":
        return SIGNATURES.get(value, value)
    if spec.kind == "phone":
        return phone_words(value)
    return next((c.label for c in spec.choices if c.code == value), value)


def number_words(number: float) -> str:
    """Return « 12 345 » or « 0,5 » (narrow no-break space between thousands)."""
    whole = f"{number:,.0f}" if number == int(number) else f"{number:,.2f}"
    return whole.replace(",", "\u202f").replace(".", ",")


def phone_words(phone: str) -> str:
    """Return « 03 53 01 00 00 » for a French E.164 number, any other number as it is."""
    if re.fullmatch(r"\+33\d{9}", phone):
        national = "0" + phone[3:]
        return "\u00a0".join(national[i : i + 2] for i in range(0, 10, 2))
    return phone


def change_words(change: Change, limit: int = 300) -> tuple[str, str]:
    """Return what two versions say of one field, shortened at a word; « (vide) » where nothing."""

    def short(text: str) -> str:
        words = " ".join(text.split())
        code, _, signer = words.partition(" : ")
        if code in SIGNATURES:
            words = " : ".join(part for part in (SIGNATURES[code], signer) if part)
        if len(words) > limit:
            words = words[:limit].rsplit(" ", 1)[0] + "…"
        return words or "(vide)"

    return short(change.before), short(change.after)


def role_words(file: ReadFile) -> str:
    """Return the role of a file, and what is to be known of it: replaced, decided by a person."""
    said = [ROLES[file.role]]
    if file.superseded:
        said.append("(version antérieure)")
    if file.taken_for is not None:
        said.append(f"(décidé, lu comme {ROLES[file.taken_for]})")
    return " ".join(said)


def confidence_words(answer: Answer) -> str:
    """Return how sure a value is, in the words of the workbook."""
    match answer.status:
        case "corrected":
            return "corrigé"
        case "blank":
            return "laissé vide"
        case "absent":
            return "non trouvé"
        case "unreadable":
            return "illisible"
        case _:
            return "sûr" if answer.confidence >= SURE and not answer.doubts else "à vérifier"


def sighting_words(evidence: Evidence) -> str:
    """Return what was read on one line; the code that begins a signature's text in words."""
    text = " ".join(evidence.text.split())
    code, _, rest = text.partition(" : ")
    if code in SIGNATURES:
        return f"{SIGNATURES[code]} : {rest}" if rest else SIGNATURES[code]
    return text


def place_words(evidence: Evidence, known_file: str = "") -> str:
    """Return where something was read: « formulaire.docx, page 4, tableau 3, ligne 2 ».

    The name of ``known_file`` is left out: the reader already knows which file is spoken of.
    """
    if evidence.by:
        return f"corrigé par {evidence.by}"
    steps = [(name, number) for name, number in _STEP.findall(evidence.place) if name in _STEPS]
    in_table = any(name in ("r", "c", "row") for name, _ in steps)
    left = {"page", "p", "word", "line"} if in_table else {"page"}
    inside = [f"{_STEPS[name]} {number}" for name, number in steps if name not in left]
    page = [f"page {evidence.page}"] if evidence.page else []
    file = [evidence.file] if evidence.file != known_file or not (page or inside) else []
    return ", ".join([*file, *page, *inside[-3:]])


RULES = {
    "territoire": "Territoire",
    "binome_complet": "Binôme",
    "fonctions_du_binome": "Fonctions du binôme",
    "signature_conjointe": "Signatures",
    "attestation_cochee": "Attestations",
    "dans_les_delais": "Délai",
    "reponses_obligatoires": "Réponses attendues",
    "dates_plausibles": "Dates",
    "doublons": "Doublons",
    "totaux": "Totaux",
    "desistement": "Désistement",
    "lecture": "Lecture",
}


def rule_words(name: str) -> str:
    """Return the title of a rule; a rule without one is shown by its name."""
    return RULES.get(name) or name.replace("_", " ").capitalize()


_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


def day_words(day: date) -> str:
    """Return « 19 mars 2021 », « 1er avril 2021 »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {_MONTHS[day.month - 1]} {day.year}"


def moment_words(moment: datetime) -> str:
    """Return « 19 mars 2021 à 23 h 59 »; midnight exactly is a day given without its hour."""
    if (moment.hour, moment.minute) == (0, 0):
        return day_words(moment)
    return f"{day_words(moment)} à {moment.hour} h {moment.minute:02d}"


def feminine(code: str, number: int) -> str:
    """Return a verdict as it is said of candidatures or signatures: « 2 incomplètes », « conformes »."""
    one, several = _FEMININE.get(code, (VERDICTS[code],) * 2)
    return several if number > 1 else one
