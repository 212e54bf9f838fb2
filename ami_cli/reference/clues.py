"""What the clues beside the name say, each one by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ami_cli.reference import load
from ami_cli.reference.answers import Clues
from ami_cli.reference.atlas import VINTAGES, atlas, departement_of
from ami_cli.reference.by_name import Where
from ami_cli.reference.normalise import fold, words
from ami_cli.reference.words import departement_code
from ami_cli.reference.written import Written

_ABROAD = frozenset(load.telling_words()["etranger"])


@dataclass(frozen=True, slots=True)
class Siren:
    """What a SIREN says. ``code`` is a commune's code or an EPCI's SIREN of the vintage.

    ``gone``: an EPCI or commune of another year, ``code`` then is empty and ``successors`` tell.
    """

    digits: str
    status: Literal["none", "bad", "known", "gone", "unknown"]
    code: str = ""
    name: str = ""
    successors: tuple[str, ...] = ()


def luhn_ok(siren: str) -> bool:
    """Whether nine digits are a SIREN with a right key (the first nine of a SIRET)."""
    digits = re.sub(r"\D", "", siren)[:9]
    return len(digits) == 9 and digits != "000000000" and load.luhn_key(digits[:8]) == digits[8]


def read_siren(text: str | None, vintage: str) -> Siren:
    """« SIRET : 215 901 851 00018 » as what it designates."""
    digits = re.sub(r"[\s.\-  ]", "", text or "")
    runs: list[str] = re.findall(r"\d+", digits)
    number = max(runs, key=len, default="")
    if not number:
        return Siren("", "none")
    if len(number) not in (9, 14) or not luhn_ok(number):
        return Siren(number, "bad")
    siren = number[:9]
    if code := atlas(vintage).with_siren(siren):
        return Siren(siren, "known", code)
    for old in load.epci_names():
        if old.siren == siren:
            return Siren(siren, "gone", "", old.name, old.successors)
    other = atlas(next(v for v in VINTAGES if v != vintage))
    if code := other.with_siren(siren):
        here = atlas(vintage)
        codes = (code,) if here.is_commune(code) else (here.gone.get(code, ""),)
        return Siren(siren, "gone", "", other.name(code), tuple(c for c in codes if c))
    return Siren(siren, "unknown")


def country_abroad(clues: Clues, written: Written) -> str:
    """The country when it is known and is not France: of the form, or « Tournai (Belgique) »."""
    if not _ABROAD.isdisjoint(words(fold(clues.pays or ""))):
        return clues.pays or ""
    return next((x.capitalize() for x in written.asides if x in _ABROAD and len(x) > 3), "")


def postal_code(text: str | None) -> str:
    """Five digits, or empty; « 2400 » lost its first zero in a spreadsheet."""
    digits = re.sub(r"\D", "", text or "")
    return digits.zfill(5) if len(digits) in (4, 5) else ""


def communes_of_postal_code(vintage: str, code: str) -> frozenset[str]:
    """Codes of the communes a postal code serves."""
    return frozenset(atlas(vintage).by_postal_code.get(code, ()))


def departements_of_postal_code(vintage: str, code: str) -> frozenset[str]:
    """The département(s) of a postal code, of a CEDEX too."""
    if served := communes_of_postal_code(vintage, code):
        return frozenset(departement_of(c) for c in served)
    if code.startswith("20"):
        return frozenset({"2A", "2B"})
    start = code[:3] if code.startswith("97") else code[:2]
    return frozenset({start} & load.departements().keys())


def where(vintage: str, clues: Clues, written: Written) -> tuple[Where, frozenset[str]]:
    """The place hints together, and the départements that one hint says and another denies."""
    said: list[frozenset[str]] = []
    communes: set[str] = set()
    for text in (clues.code_postal, *written.postal_codes):
        if code := postal_code(text):
            said.append(departements_of_postal_code(vintage, code))
            communes |= communes_of_postal_code(vintage, code)
    if code := departement_code(clues.departement) or "":
        said.append(frozenset({code}))
    said += [frozenset({code}) for code in written.departements]
    said = [s for s in said if s]
    together = frozenset().union(*said)
    denied = frozenset(d for d in together if any(d not in s for s in said))
    return Where(together, frozenset(communes)), denied
