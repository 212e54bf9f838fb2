"""Says whether two written names are those of one person."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import DamerauLevenshtein

Likeness = Literal["same", "different", "unsure"]

_TITLES = frozenset(
    ("m", "mr", "mme", "mlle", "melle", "madame", "monsieur", "dr", "docteur", "me", "maitre")
)
_PARTICLES = frozenset(("de", "d", "du", "des", "la", "le", "van", "vande"))


@dataclass(frozen=True, slots=True)
class Person:
    """A name as written, family name and first name apart (either may be empty)."""

    nom: str
    prenom: str

    @property
    def full(self) -> str:
        """First name then family name, as one reads it."""
        return f"{self.prenom} {self.nom}".strip()

    @property
    def key(self) -> str:
        """The same for two writings of one name: case, accents, hyphens and order do not count."""
        return " ".join(sorted(words(self.full)))


def words(name: str) -> list[str]:
    """Return the folded words of a name, no title: « Mme D’Aubigny-Roy » → d, aubigny, roy."""
    text = name.casefold().replace("œ", "oe").replace("æ", "ae").replace("ß", "ss")
    letters = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    return [word for word in re.findall(r"[a-z0-9]+", plain) if word not in _TITLES]


def compare(one: Person, other: Person) -> Likeness:
    """Return whether two names are one person's.

    ``unsure`` when a part is missing, is only an initial, or differs by one letter.
    """
    if not words(one.full) or not words(other.full):
        return "unsure"
    if one.key == other.key:
        return "same" if len(words(one.full)) > 1 else "unsure"
    noms, prenoms = _noms(one, other), _prenoms(one, other)
    if "different" in (noms, prenoms):
        return _swapped(one, other)
    return "unsure" if "unsure" in (noms, prenoms) else "same"


def _swapped(one: Person, other: Person) -> Likeness:
    """Family name and first name may stand in each other's box, with a fault or an initial."""
    turned = Person(other.prenom, other.nom)
    if not (turned.nom and turned.prenom and one.nom and one.prenom):
        return "different"
    if "different" in (_noms(one, turned), _prenoms(one, turned)):
        return "different"
    return "unsure"


def _noms(one: Person, other: Person) -> Likeness:
    a, b = (_without_particles(words(p.nom)) for p in (one, other))
    if not a or not b:
        return "unsure"
    if "".join(a) == "".join(b):
        return "same"
    # a married name may be given in full once and in part the other time
    if set(a) < set(b) or set(b) < set(a):
        return "unsure"
    return "unsure" if _one_fault("".join(a), "".join(b)) else "different"


def _prenoms(one: Person, other: Person) -> Likeness:
    a, b = words(one.prenom), words(other.prenom)
    if not a or not b:
        return "unsure"
    if "".join(a) == "".join(b):
        return "same"
    if [w[0] for w in a] == [w[0] for w in b] and (_initials(a) or _initials(b)):
        return "unsure"
    if a[0] == b[0] and (len(a) == 1 or len(b) == 1):
        return "unsure"  # « Jean » and « Jean-Marc »
    return "unsure" if _one_fault("".join(a), "".join(b)) else "different"


def _initials(parts: list[str]) -> bool:
    return all(len(part) == 1 for part in parts)


def _one_fault(a: str, b: str) -> bool:
    return min(len(a), len(b)) >= 5 and DamerauLevenshtein.distance(a, b, score_cutoff=1) <= 1


def _without_particles(parts: list[str]) -> list[str]:
    return [part for part in parts if part not in _PARTICLES] or parts
