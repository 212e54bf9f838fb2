"""What kind of value a label asks for, told by its words; and the last part of its path."""

from __future__ import annotations

import re

from ami_cli.forms.words import fold, neutral
from ami_cli.model.campaign import Kind

# In order: the first that fits wins.
_KINDS: tuple[tuple[Kind, str], ...] = (
    ("signature", r"\b(?:signatures?|cachet|visa|paraphe)\b"),
    ("yesno", r"\((?:oui|o)\s?/\s?(?:non|n)\)|\b(?:oui\s?/\s?non)$"),
    ("email", r"\b(?:courriels?|e-?mails?|mails?|mel|adresses? electroniques?|messagerie)\b"),
    ("iban", r"\b(?:iban|rib)\b(?!.*\b(?:joindre|joint|fournir)\b)"),
    ("bic", r"\b(?:bic|swift)\b"),
    ("siret", r"\bsiret\b"),
    ("siren", r"\bsiren\b"),
    (
        "url",
        r"\b(?:sites? (?:internet|web)|url|www|pages? (?:web|internet|facebook|instagram)|"
        r"adresse (?:internet|web)|site$|"
        r"site / |(?:book|portfolio|portefolio) (?:en ligne|numerique)|blog|liens? (?:vers|"
        r"internet|web)|lien$)",
    ),
    (
        "phone",
        r"\b(?:telephones?|tel|tph|portable|mobile|ligne directe|gsm|natel|telecopie|fax|"
        r"joignable)\b",
    ),
    ("postal_code", r"\b(?:code postal|cp|c\.p|npa)\b"),
    (
        "int",
        r"^(?:dont )?(?:nombre|nbre?|nb|combien|effectifs?|population|annee|age|quantite|surface|"
        r"superficie|duree en|jauge|capacite)\b|"
        r"\b(?:nombre (?:de|d'|total)|nombre$|habitants|effectif)\b|\((?:en )?(?:nombre|heures?|"
        r"semaines?|"
        r"ans|annees?|mois|jours|m2|m²|kwh|kw|km|etp|%)\)|\b(?:kwh|m²|m2|etp)\b|"
        r"\ben (?:mois|semaines|jours|heures|annees|pourcentage)$|^duree\b.*\ben (?:mois|semaines|"
        r"jours|heures|annees)\b",
    ),
    (
        "date",
        r"^(?:le|date|dates? (?:de|d'|du|des|prevue)|nee? le|du|au)$|"
        r"^date\b|\bdate (?:de|d'|du|prevue|souhaitee|limite)|"
        r"^(?:debut|fin|demarrage|achevement)\b(?! de phrase)|\bnee? le\b|^(?:recue?|cree|creee|"
        r"fondee?|etablie?|deposee?) le$|"
        r"^(?:jour|echeance|periode)(?: (?:de|du|d')\b.*)? du$|^(?:de|du) debut\b",
    ),
    (
        "amount",
        r"(?:€|\b(?:montants?|budget|couts?|prix|tarif|euros?|ttc|ht|chf|chiffre d'affaires|"
        r"cotisation|salaire|loyer|revenus?|honoraires|resultat (?:net|d'exploitation)|benefice|"
        r"tresorerie|fonds propres|capital social|frais|"
        r"(?:subvention|aide|somme)s? (?:demandee?|sollicitee?|attendue?|obtenue?|"
        r"accordee?)s?|depenses?|recettes?|total|autofinancement|apport)\b)",
    ),
    (
        "epci",
        r"\b(?:epci|intercommunalite|communaute (?:de communes|d'agglomeration)|"
        r"groupement) (?:de rattachement|d'appartenance)|^(?:epci|intercommunalite)\b|\bepci\b",
    ),
    ("departement", r"^(?:departement|dept|dpt)\b"),
    ("commune", r"^commune\b"),
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_WORDY = re.compile(
    r"^(?:description|descriptif|presentation|presente[rz]|decri(?:re|vez)|explique[rz]|"
    r"motivations?|objectifs?|attentes?|"
    r"pourquoi|commentaires?|observations?|remarques?|resume|contexte|detaille[rz]|argumentaire|"
    r"synthese|"
    r"demarche artistique|note d'intention|modalites|quel(?:le)?s\b|en quoi|comment|que |"
    r"deroulement|impacts?|historique|justification|bilan)\b|^(?:en quoi|qu')|^(?:vous|"
    r"votre) .*\ben quelques (?:mots|lignes)\b"
)
# How much may be written, printed behind the label.
_LENGTH = re.compile(
    r"\b(?:(?:\d[\d .]*|une?|deux|trois|quelques) ?(?:a \d+ )?(?:lignes?|pages?|mots|"
    r"paragraphes?)|\d[\d .]{3,} ?(?:signes|caracteres))\b"
)
_POLITE = re.compile(
    r"^(?:quel(?:le)?s? (?:est|sont|sera|seront)|indique[rz]|precise[rz]|merci d'indiquer|"
    r"merci de preciser|renseigne[rz]|donne[rz]|inscri(?:re|vez)|note[rz])\b"
    r"(?: (?:ici|ci-dessous|si possible))?:? (?:(?:le|la|les|votre|vos|son|sa|ses|leur) |l')?"
)
_TEXT_FIRST = re.compile(
    r"^(?:objet|intitule|nature|nom de l|nom du (?:projet|lieu|site|compte|batiment)|libelle|"
    r"denomination|titre|adresse(?! (?:mail|mel|electronique|e-mail|internet|web|courriel))|"
    r"titulaire|banque|domiciliation|affectation|fonction|qualite|mode de calcul|type de|source)\b"
)
_PERSON = (
    r"(?:responsable|president|presidente|representante?|contact|directeur|directrice|tresoriere?|"
    r"secretaire|demandeur|demandeuse|"
    r"candidate?|stagiaire|participante?|artiste|referente?|gerante?|interlocuteur|interlocutrice|"
    r"signataire|personne|maire|elue?|beneficiaire|"
    r"formateur|formatrice|tuteur|tutrice|salariee?|agente?|porteur|porteuse)"
)
_NAME = re.compile(
    rf"^(?:noms?|prenoms?|patronyme)(?:\(s\))?(?: (?:de famille|d'usage|de naissance|d'epouse|"
    rf"usuel|"
    rf"marital))*$|^(?:noms?|prenoms?) (?:du|de la|de l'|d'une?|des) ?(?:la |le )?{_PERSON}"
)
_NAMES: dict[str, str] = {
    "email": "courriel", "phone": "telephone", "siret": "siret", "siren": "siren", "iban": "iban", "bic": "bic",
    "postal_code": "code_postal", "url": "site_web",
}  # fmt: skip
_EVEN_IN_BRACKETS = ("signature", "int", "yesno", "iban", "bic", "siret", "siren")
_TYPED = re.compile(r"\b(?:signature|siret|siren|courriel|mail|telephone)\b")
_SIGNED = re.compile(r"\bsignature\b")
_TITLE = re.compile(
    r"^(?:intitule|titre|noms?|prenoms?|adresse|fonction|denomination|raison sociale|ville|sigle|"
    r"mots?[- ]cles?|"
    r"pseudonyme|acronyme|n°|numero|reference|nationalite|profession|statut juridique|lieu)\b"
)
_SUM = re.compile(r"\b\d[\d .]*\s?(?:€|euros?\b)")
_EUROS = re.compile(r"\((?:en )?(?:€|euros?|k€)[^)]*\)")
_ADDRESS = re.compile(
    r"^adresse(?: (?:postale|du siege|complete|administrative|du siege social))*$"
)


def plain(label: str) -> str:
    """Return a label folded for comparison: no inclusive ending, no required mark, no colon."""
    text = fold(neutral(label))
    return re.sub(r"\s+", " ", re.sub(r"^[\d.)\s-]*\d[.)]\s+|[*:]|\s+$", " ", text)).strip(" .-–")


def kind_of(label: str, *, room: bool = False) -> Kind:
    """Return the kind of value a label asks for; ``room`` says that a frame or several lines are given."""
    text = plain(label)
    asked = _POLITE.sub("", text)
    if asked != text and (_TITLE.search(asked) or _by_words(asked) not in ("text", "epci")):
        text = asked
    elif (is_wordy(label) or _LENGTH.search(text)) and not _SIGNED.search(text):
        return "longtext" if not _TITLE.search(text) else "text"
    kind = _by_words(text)
    if room and kind == "text" and not _TITLE.search(text):
        return "longtext"
    return kind


def _by_words(text: str) -> Kind:
    if _TEXT_FIRST.search(text) and not _TYPED.search(text):
        return "text"
    if _NAME.search(text):
        return "name"
    text = _SUM.sub(" ", text)  # « la dotation de 5 000 € » is no question about an amount
    bare = re.sub(r"\([^)]*\)", " ", text).strip() or text
    for kind, pattern in _COMPILED:
        if pattern.search(bare) or (kind in _EVEN_IN_BRACKETS and pattern.search(text)):
            return kind
    return "amount" if _EUROS.search(text) else "text"


def is_wordy(label: str) -> bool:
    """True for a label that asks for sentences: « Décrivez votre projet »."""
    return bool(_WORDY.search(plain(label)))


def name_of(label: str, kind: Kind) -> str:
    """Return the last part of a path when the meaning of a label fixes it, or an empty string."""
    text = re.sub(r"\s*\([^)]*\)", "", plain(label)).strip()
    if kind == "name":
        return "prenom" if text.startswith("prenom") else "nom"
    if kind in _NAMES:
        return _NAMES[kind]
    if re.match(r"^(?:fonction|qualite|mandat|poste)s?\b", text) and len(text) < 60:
        return "fonction"
    if _ADDRESS.match(text):
        return "adresse"
    if text in ("ville", "commune", "localite"):
        return "ville"
    return ""


def composite_of(label: str) -> tuple[tuple[str, ...], str] | None:
    """Return the fields a label asks for at once and how its answer is cut, or None."""
    if re.match(r"^je,? soussigne", plain(label)):
        return ("nom", "prenom"), "person"
    text = re.sub(r"\s*\(.*", "", plain(label))
    has = {
        word: bool(re.search(rf"\b{pattern}", text))
        for word, pattern in (
            ("nom", r"noms?\b"), ("prenom", r"prenoms?\b"), ("fonction", r"(?:fonction|qualite|"
            r"titre)"),
            ("adresse", r"adresse\b(?! (?:mail|"
            r"electronique|e-mail))"), ("cp", r"(?:code postal|cp)\b"), ("ville", r"(?:ville|"
            r"commune|localite)\b"),
            ("tel", r"(?:telephone|tel)\b"), ("mail", r"(?:courriel|e-?mail|mail|mel)\b"),
        )
    }  # fmt: skip
    if has["nom"] and has["prenom"]:
        if has["fonction"]:
            return ("nom", "prenom", "fonction"), "person_title"
        return ("nom", "prenom"), "person"
    if has["adresse"] and has["cp"] and has["ville"]:
        return ("adresse", "code_postal", "ville"), "address"
    if has["cp"] and has["ville"]:
        return ("code_postal", "ville"), "postal_city"
    if has["tel"] and has["mail"]:
        return ("telephone", "courriel"), "contact"
    return None


PART_KINDS: dict[str, Kind] = {
    "nom": "name", "prenom": "name", "fonction": "text", "adresse": "text", "code_postal": "postal_code",
    "ville": "text", "telephone": "phone", "courriel": "email",
}  # fmt: skip
