"""The words that say what kind of body a name is, and where it is."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz.distance import OSA

from ami_cli.reference import load
from ami_cli.reference.normalise import fold, key, shape, squash, words

_WORDS = load.telling_words()
TITLES = frozenset(_WORDS["titres"])
HEADS = frozenset(_WORDS["commune"])
PART_WORDS = frozenset(_WORDS["partie"])
LINKS = frozenset(_WORDS["liens"])
GENERIC = frozenset(_WORDS["sans_lieu"])
OTHER_WORDS = frozenset(_WORDS["autre"])
OTHER_FIRST = frozenset(_WORDS["autre_debut"])
_OTHER_PHRASES = re.compile(
    r"\b(?:conseil (?:departemental|regional|general|citoyen|de developpement|de quartier|"
    r"economique)|office (?:de |du |intercommunal de )?tourisme|centre (?:inter)?communal d action|"
    r"centre (?:social|hospitalier|culturel)|sous prefecture|caisse des ecoles|action sociale|"
    r"mission locale|departement (?:du|de|des|d)\b|bailleur social)"
)
_OTHER_SYNDICATE = re.compile(
    r"\bsyndicat (?:d initiative|(?:de )?copropri|des? (?:coproprietaires|agriculteurs|exploitants)|"
    r"agricole|patronal|professionnel)|chambre syndicale|\bunion syndicale\b"
)
_GROUPEMENT_WORDS = frozenset(_WORDS["groupement"])
_GROUPEMENT_PHRASES = re.compile(
    r"\b(?:parcs? naturels?|pole metropolitain|poles? d equilibre|schema de coherence|"
    r"reserve naturelle|entente|federation departementale d (?:energies?|electri\w+)|"
    r"groupement de communes|union (?:de|des) communes|"
    r"^sm (?:du|de|des|d|pour)|syndicat|territoire de projet|pays (?:petr))\b"
)
_GROUPEMENT_ACRONYM = re.compile(
    r"^(?:sy[bcdfghjklmnpqrstvwxz][a-z]{2,8}|sm[abdfghirstv][a-z]{0,4})$"
)
EPCI_HEAD = re.compile(
    r"^(?:(?:le|la|les|l|notre)\s)*(?:"
    r"(?P<cc>communautes? (?:de |des )?communes?|com de com|com com|comcom|comm de comm|"
    r"communaute de com|comm?u? (?:de |des )?communes?|c de c|cdc|codecom|c c|cc)|"
    r"(?P<ca>communautes? d agglo(?:merations?)?|communautes? (?:de l )?agglo(?:merations?)?|"
    r"comm? d agglo(?:meration)?|comagglo|communaute d agg|agglo(?:meration)?s?|c a|ca|c d a|cda)|"
    r"(?P<cu>communautes? urbaines?|comm? urbaine|c u|cu)|"
    r"(?P<metro>metropoles?)|"
    r"(?P<any>communautes?|interco|intercommunalites?|epci|etablissement public de cooperation "
    r"intercommunale)"
    r")(?:\s|$)"
)
SERVICES = frozenset(_WORDS["services"])
EPCI_KINDS = {"cc": "CC", "ca": "CA", "cu": "CU", "metro": "METRO", "any": ""}
STREET = re.compile(
    r"\b(?:rue|avenue|av|place|pl|boulevard|bd|bld|chemin|route|impasse|allee|square|quai|"
    r"bp|cs|tsa|tel|telephone|mail|courriel|fax|site|www|http|https|zone|zac|cidex|lieu dit)\b"
)
_STRUCTURE = _WORDS["structure"]
_STRUCTURE_SHAPES = {shape(word): word for word in _STRUCTURE}
_SHORT_REPAIRS = {
    "cle": "de", "clc": "de", "dc": "de", "clu": "du", "cles": "des", "dcs": "des", "cl": "d",
    "ia": "la", "1a": "la", "ie": "le", "1e": "le", "ies": "les", "1es": "les", "1": "l", "i": "l",
    "1ez": "les", "iez": "les", "siir": "sur",
}  # fmt: skip
_PLACES_LEFT_OUT = frozenset(_WORDS["lieux_larges"])


def body_of(parts: list[str]) -> str:
    """``other``, ``groupement`` or empty for the words of a name, wherever the telling word is."""
    text = " ".join(parts)
    if _OTHER_SYNDICATE.search(text):
        return "other"
    if _GROUPEMENT_PHRASES.search(text) or not _GROUPEMENT_WORDS.isdisjoint(parts):
        strong = {"association", "associations", "sas", "sarl", "amis"}
        return "other" if parts[0] in strong else "groupement"
    if _OTHER_PHRASES.search(text) or not OTHER_WORDS.isdisjoint(parts):
        return "other"
    first = next((p for p in parts if p not in LINKS), "")
    if first == "parc":  # « Parc Oise-Pays de France » is a parc naturel régional
        return "groupement"
    if first == "region":  # « Région Hauts-de-France », not « Région de Château-Thierry »
        rest = squash(p for p in parts if p not in LINKS)[len("region") :]
        return "other" if not rest or rest in _region_keys() else ""
    if parts[-1:] in (["sa"], ["habitat"]) and parts[0] not in HEADS:
        return "other"
    if first in OTHER_FIRST:
        # « Maison de quartier », not « Maison-Ponthieu »
        return "" if first == "maison" and LINKS.isdisjoint(parts[1:3]) else "other"
    if len(parts) == 1 and _GROUPEMENT_ACRONYM.match(parts[0]):
        return "groupement"
    return ""


def is_generic(parts: list[str]) -> bool:
    """Whether nothing in these words names a place: « La Mairie », « Notre intercommunalité »."""
    return all(
        p in GENERIC or p in HEADS or p in TITLES or p in LINKS or p.isdigit() for p in parts
    )


def repaired(parts: list[str]) -> list[str]:
    """The same words, the misread ones among those of structure put right (« comrnunes »)."""
    found = []
    for part in parts:
        allowed = 0 if len(part) < 6 else 1 if len(part) < 8 else 3 if len(part) > 9 else 2
        best = min(_STRUCTURE, key=lambda word: OSA.distance(part, word))
        near = 0 < OSA.distance(part, best) <= allowed
        if not near and len(part) > 5:
            looks = _STRUCTURE_SHAPES.get(shape(part))
            best, near = looks or best, looks is not None
        found.append(best if near else _SHORT_REPAIRS.get(part, part))
    return found


@cache
def _region_keys() -> frozenset[str]:
    """Names of régions without their little words, today's and those of before 2016."""
    names = {row.region_name for row in load.departements().values()}
    keys = {squash(p for p in words(fold(name)) if p not in LINKS) for name in names}
    return frozenset({*keys, "hdf", "nordpascalais", "picardie", "nordpascalaispicardie"})


@cache
def _departement_keys() -> dict[str, str]:
    found = {}
    for code, row in load.departements().items():
        for article in ("", "l", "la", "le", "les"):
            found[article + key(row.name)] = code
    return found


def departement_code(text: str | None) -> str | None:
    """« 62 », « Pas de Calais », « 62 - Pas-de-Calais », « Département du Nord » as a code."""
    if not text:
        return None
    folded = fold(text)
    match = re.search(r"(?<![0-9a-z])(97[1-8]|2[ab]|\d{1,2})(?![0-9a-z])", folded)
    if match and (code := match[1].upper().zfill(2)) in load.departements():
        return code
    parts = words(folded)
    while parts and parts[0] in {*LINKS, "departement"}:
        parts = parts[1:]
    return _departement_keys().get(squash(parts))


def is_wider_place(text: str) -> bool:
    """Whether a folded text is only a region or a country, which says nothing more."""
    return squash(words(text)) in _PLACES_LEFT_OUT
