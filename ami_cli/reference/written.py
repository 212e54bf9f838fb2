"""A name as written, cut into what it may name and what it says beside.

« Mairie de Vimy, 62580 VIMY (Pas-de-Calais) » names « vimy », and says 62 and 62580. Nothing here
looks at the map: what the words may mean is decided in ``by_name``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ami_cli.reference.normalise import SUR, fold, words
from ami_cli.reference.words import (
    EPCI_HEAD,
    EPCI_KINDS,
    GENERIC,
    HEADS,
    LINKS,
    PART_WORDS,
    STREET,
    TITLES,
    body_of,
    departement_code,
    is_generic,
    is_wider_place,
    repaired,
)

_LONGEST = 400  # characters: nothing that names a collectivity is longer
_BRACKETS = re.compile(r"[(\[{]([^)\]}]*)[)\]}]?")
_POSTAL = re.compile(r"(?<![\w])(?:f-?\s?)?(\d{5}|\d{2} \d{3})(?![\d\w])")
_CEDEX = re.compile(r"\bcedex(?:\s+\d{1,2})?\b")
_DOTTED = re.compile(r"(?<![\w.])(?:(?:[a-z]\.){2,}[a-z]?|(?:[a-z]\.\s){2,}[a-z]\.)(?![a-z])")
_BOX = re.compile(r"\b(?:bp|cs|tsa)\s*(?:n\s?°)?\s*\d{1,3}\s?\d{0,3}\b")
_SIREN = re.compile(
    r"(?:\b(?:n\s?°\s*)?sire[nt]\b\s*(?:n\s?°)?\s*:?\s*|(?<![\w]))"
    r"(\d{3}[\s.]?\d{3}[\s.]?\d{3}(?:[\s.]?\d{5})?)(?![\w])"
)
_MISREAD_POSTAL = re.compile(r"(?<!\w)(?=(?:[oil]{0,2}\d){3})[\doil]{5}(?!\w)")
_DIGITS = str.maketrans("oil", "011")
_TOWN_HALL = re.compile(r"\b(?:maison commun(?:al)?e|hotel (?:de ville|communal))\b")
_INSEE = re.compile(r"\b(?:code\s+)?insee\b\s*(?:n\s?°)?\s*:?\s*(\d[\dab])\d{3}(?!\d)")
_ARRONDISSEMENT = re.compile(
    r"\b\d{1,2}\s?(?:er|e|eme|nd)?\s?(?:arrondissement|arrdt|arrt|arr)\b\.?(?:\s+(?:de\s|d'))?"
    r"|(?<=\bparis)\s+\d{1,2}\s?(?:er|e|eme)\b|(?<=\blyon)\s+\d\s?(?:er|e|eme)\b"
    r"|(?<=\bmarseille)\s+\d{1,2}\s?(?:er|e|eme)\b"
)
_TRAILING_NUMBER = re.compile(r"[\s,/-]+(97[1-6]|2[ab]|\d{2})\s*$")
_BEFORE_PLACE = re.compile(r"\s+[-/]\s*|,\s*|/\s+|\s+-")
_TIGHT_SLASH = re.compile(r"(?<=[a-z])/(?=[a-z])")
_JOINTS = re.compile(r"\s*(?:[,;+&/]|\s(?:et|avec|ainsi que|-)\s)\s*")
_MOST_JOINED = 6
_AFTER_NAME = {"mairie", "commune", "municipalite"}
_ARTICLES = {"la", "le", "les", "l", "l'"}


@dataclass(slots=True)
class Hints:
    """What a name says beside the name: places, an article, an acronym, another text."""

    departements: list[str] = field(default_factory=list)
    postal_codes: list[str] = field(default_factory=list)
    article: str = ""
    siren: str = ""
    aside: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Written:
    """One name, read.

    ``cores`` are word lists to look up as a place name, the likeliest first; ``core`` is the one to
    compare spellings with. ``joint`` holds the parts of « A et B » when there is more than one.
    """

    body: str  # commune, part, epci, groupement, other or empty
    epci_kind: str
    whole: tuple[str, ...]
    core: tuple[str, ...]
    cores: tuple[tuple[str, ...], ...]
    asides: tuple[str, ...]
    joint: tuple[str, ...]
    departements: tuple[str, ...]
    postal_codes: tuple[str, ...]
    listed: bool = False  # several texts between commas
    siren: str = ""
    headed: bool = False  # begins as the name of a commune does: « Ville de … »

    @property
    def generic(self) -> bool:
        """Whether it names no place at all."""
        return is_generic(list(self.whole))


def read(name: str, repair: bool = False) -> Written:
    """Read one name; with ``repair``, misread words of structure are put right first."""
    text = re.sub(r"-\s*[\r\n]+\s*", "-", name[:_LONGEST])
    text = re.sub(r"[\r\n\f\v]+", ", ", text)
    text = re.sub(r"\.{3,}|_{2,}", " ", fold(text))
    text = _DOTTED.sub(lambda m: re.sub(r"[\s.]", "", m[0]) + " ", text)
    text = _TOWN_HALL.sub("mairie", SUR.sub(" sur ", _without_prompt(text)))
    text, hints = _take_hints(text)
    segments = [p for p in re.split(r"\s*[,;]\s*", text.strip(" ,;:-/.")) if p] or [""]
    first, *others = [p for p in segments if not _is_address(p)] or segments[:1]
    parts = words(first)
    if len(parts) > 1 and all(len(p) == 1 for p in parts):
        parts = ["".join(parts)]  # « A I L L Y »
    if repair:
        parts = repaired(parts)
    if hints.article:
        parts = [hints.article, *parts]
    body, kind, cores = _structure(parts)
    core = cores[-1] if cores else parts
    if len(segments) > 1:  # « Béthune-Bruay, Artois-Lys Romane »
        cores = _structure([w for segment in segments for w in words(segment)])[2] + cores
    headed = body in ("commune", "part") or _begins_as_commune(parts)
    if _TIGHT_SLASH.search(first):  # « Noroy/Ourcq »
        for sur in (" sur ", " sur la ", " sur le ", " sur l "):
            cores += _structure(words(_TIGHT_SLASH.sub(sur, first)))[2]
    return Written(
        body=body,
        epci_kind=kind,
        whole=tuple(parts),
        core=tuple(core),
        cores=tuple(dict.fromkeys(tuple(c) for c in cores if c)),
        asides=tuple(hints.aside + others),
        joint=_joint(first, others),
        departements=tuple(dict.fromkeys(hints.departements)),
        postal_codes=tuple(dict.fromkeys(hints.postal_codes)),
        listed=bool(others),
        headed=headed,
        siren=hints.siren,
    )


def _is_address(text: str) -> bool:
    return bool(STREET.search(text) or re.match(r"\d+\s*(?:bis|ter)?\s*$", text))


def _without_prompt(text: str) -> str:
    """« Nom de la collectivité : Ronchin » without the prompt that came with the form."""
    head, colon, rest = text.partition(":")
    if colon and is_generic([*words(head)]):
        return rest
    return text


def _take_hints(text: str) -> tuple[str, Hints]:
    hints = Hints()

    def postal(match: re.Match[str]) -> str:
        hints.postal_codes.append(match[1].replace(" ", ""))
        return ", "

    def bracket(match: re.Match[str]) -> str:
        _take_bracket(match[1].strip(), hints)
        return " "

    def siren(match: re.Match[str]) -> str:
        hints.siren = hints.siren or match[1]
        return ", "

    def insee(match: re.Match[str]) -> str:
        hints.departements += [c for c in [departement_code(match[1])] if c]
        return ", "

    text = _SIREN.sub(siren, _INSEE.sub(insee, text))
    text = _MISREAD_POSTAL.sub(lambda m: m[0].translate(_DIGITS), text)
    text = _ARRONDISSEMENT.sub(" ", _CEDEX.sub(" ", _BOX.sub(", ", text)))
    text = _POSTAL.sub(postal, text)
    text = _BRACKETS.sub(bracket, text).strip()
    if (match := _TRAILING_NUMBER.search(text)) and (code := departement_code(match[1])):
        hints.departements.append(code)
        text = text[: match.start()]
    return _take_trailing_place(text.strip(" ,;-/"), hints), hints


def _take_bracket(content: str, hints: Hints) -> None:
    if content in _ARTICLES:
        hints.article = content.rstrip("'")
    elif is_wider_place(content):
        pass
    elif code := departement_code(content):
        hints.departements.append(code)
    elif content:
        hints.aside.append(content)


def _take_trailing_place(text: str, hints: Hints) -> str:
    """Take off « - Pas-de-Calais », « / Hauts-de-France », « , Nord » at the end."""
    for match in reversed(list(_BEFORE_PLACE.finditer(text))):
        tail = text[match.end() :]
        if is_wider_place(tail):
            return _take_trailing_place(text[: match.start()], hints)
        if not re.search(r"\d", tail) and (code := departement_code(tail)):
            hints.departements.append(code)
            return text[: match.start()]
    return text


def _structure(parts: list[str]) -> tuple[str, str, list[list[str]]]:
    """The kind of body, the kind of EPCI, and the word lists that may be the place."""
    if not parts:
        return "", "", []
    body = body_of(parts)
    start = _after_person(parts)
    text = " ".join(parts[start:])
    if match := EPCI_HEAD.match(text):
        group = match.lastgroup or "any"
        core = text[match.end() :].split()
        if not (group == "metro" and core[:1] == ["europeenne"]):
            return "epci", EPCI_KINDS[group], [core]
    cores = [parts]
    commune = False
    for i, part in enumerate(parts):
        if not (part in HEADS or part in TITLES or part in LINKS or part in PART_WORDS):
            break
        if part not in LINKS:
            commune = commune or part in HEADS
            cores += _after_link(parts[i + 1 :])
    if parts[-1] in _AFTER_NAME and len(parts) > 1:  # « Seclin - Mairie »
        cores.insert(0, parts[:-1])
    is_part = commune and not PART_WORDS.isdisjoint(parts[:4])
    return body or ("part" if is_part else "commune" if commune else ""), "", cores


def _begins_as_commune(parts: list[str]) -> bool:
    first = next((p for p in parts if p not in LINKS and p not in TITLES), "")
    return first in HEADS - {"conseil", "hotel", "ancienne", "nouvelle"}


def _after_person(parts: list[str]) -> int:
    """Where the body begins in « Madame la présidente de la communauté … »."""
    i = 0
    seen = False
    while i < len(parts) and (parts[i] in TITLES or parts[i] in LINKS):
        seen = seen or parts[i] in TITLES
        i += 1
    return i if seen else 0


def _after_link(rest: list[str]) -> list[list[str]]:
    """« du Sars » may name « Le Sars » or « Sars »."""
    if not rest:
        return []
    if rest[0] in {"du", "des"}:
        article = "le" if rest[0] == "du" else "les"
        return [[article, *rest[1:]], rest[1:]] if rest[1:] else []
    if rest[0] in {"de", "d"}:
        return [rest[1:]] if rest[1:] else []
    return [rest]


def _joint(first: str, others: list[str]) -> tuple[str, ...]:
    """The parts of a joint bid: « A et B », « A & B », « A, B et C », « A / B »."""
    found = []
    for part in _JOINTS.split(", ".join([first, *others])):
        parts = words(part)
        if parts and not set(parts) <= (GENERIC | LINKS):
            linked = parts[0] in {"de", "d", "du", "des"}
            found.append(f"commune {part}" if linked else part)
    return tuple(found) if 2 <= len(found) <= _MOST_JOINED else ()
