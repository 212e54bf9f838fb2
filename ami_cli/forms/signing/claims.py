"""The lines at the foot of a letter that say who signs: a name, a function, a delegation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ami_cli.forms.sheet.units import Unit, place_of
from ami_cli.forms.words import fold
from ami_cli.forms.words import key as words_of
from ami_cli.model.document import Box

SHORT = 10  # words: a line that names a signer says little else
STRANGER = "?"  # somebody whom the form does not expect to sign
_DELEGATED = re.compile(
    r"\b(?:par (?:delegation|ordre|interim|procuration)|p ?/ ?o\b|p\. ?o\."
    r"|pour (?:le |la |l ?['’] ?)?(?:maire|president))"
)
_BANNER = re.compile(r"sign(?:e|ee|ature) (?:electroniquement|electronique|numerique)")
# functions by their first letters, the ones that hold another's title before that title
_HEADS = (
    *("adjoint", "conseill", "vice", "direct", "dgs", "dga", "secretaire", "respons", "charge"),
    *("technicien", "ingenieur", "animat", "chef", "maire", "president", "tresor", "depute"),
    *("elu", "elue"),
)
_WHOLE = frozenset(
    {"maire", "vice", "dgs", "dga", "chef", "elu", "elue"}
)  # « mairie » is not « maire »
_NAME = re.compile(
    r"(?:(?:M|Mr|Mme|Monsieur|Madame|Dr)\.? )?[A-ZÀ-Ý][\w'’.-]*"
    r"(?: (?:d['’]|de |du |van |le |la )?[A-ZÀ-Ý][\w'’.-]*){1,3}"
)
_LABELS = frozenset({"elu", "elue", "technicien"})
_OF = re.compile(r"\b(?:maire|presidente?) (?:de |du |des |d['’])(.+)")
_LINE, _GAP = re.compile(r"[^\n]+"), re.compile(r"\t+| {4,}")
_BODIES = frozenset(
    """
    mairie commune ville communaute hotel place rue avenue association syndicat departement
    cordialement conseil municipal communautaire
    """.split()  # noqa: SIM905 - a list literal would be a screen long
)


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody expected to sign: the field of the signature, both names, the function as read.

    ``heads`` are the functions to assume when the form gives none, ``body`` the collectivité.
    ``path`` is ``STRANGER`` for a person who is known and does not sign for the collectivité.
    """

    path: str
    nom: str = ""
    prenom: str = ""
    function: str = ""
    heads: tuple[str, ...] = ()
    body: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A part of a line that names a signer; ``column`` numbers the parts of a line set in columns."""

    who: str
    unit: Unit
    start: int
    end: int
    named: bool = False
    delegated: bool = False
    banner: bool = False
    column: int | None = None
    columns: int = 1

    @property
    def box(self) -> Box | None:
        """Where it stands; the parts of one run share its box in equal columns."""
        place = place_of(self.unit, self.start, self.end)
        if place.box is None or self.column is None or _apart_already(self.unit, self.start):
            return place.box
        width = (place.box.x1 - place.box.x0) / self.columns
        left = place.box.x0 + width * self.column
        return Box(left, place.box.y0, left + width, place.box.y1)


def _apart_already(unit: Unit, start: int) -> bool:
    """True if the part begins an item of its own."""
    return any(s.start == start and s.item.place for s in unit.spans) and len(unit.spans) > 2


def claims(units: Sequence[Unit], signers: Sequence[Signer]) -> Iterator[Claim]:
    """Yield who is named by each short line, in reading order."""
    for unit in units:
        for start, end, column, of in _parts(unit.text):
            text = unit.text[start:end]
            if len(words_of(text)) > SHORT:
                continue
            delegated = _DELEGATED.search(fold(text)) is not None
            banner = _BANNER.search(fold(text)) is not None
            named = [s.path for s in signers if names(text, s)]
            if named or delegated:
                # « Pour la Maire » names whom the mark stands for, not who made it
                for who in dict.fromkeys(named) or ("",):
                    yield Claim(who, unit, start, end, bool(named), delegated, banner, column, of)
                continue
            who = _by_function(text, signers)
            if who:
                yield Claim(who, unit, start, end, column=column, columns=of)
            elif _is_a_name(text):
                yield Claim(STRANGER, unit, start, end, True, column=column, columns=of)


def _parts(text: str) -> Iterator[tuple[int, int, int | None, int]]:
    """Yield start and end of each part of each soft line, with its column where a line has several."""
    for line in _LINE.finditer(text):
        parts = []
        at = line.start()
        for gap in [*_GAP.finditer(line.group()), None]:
            end = line.start() + gap.start() if gap else line.end()
            if text[at:end].strip():
                parts.append((at, end))
            at = line.start() + gap.end() if gap else end
        for number, (start, end) in enumerate(parts):
            yield start, end, number if len(parts) > 1 else None, len(parts)


def names(text: str, signer: Signer) -> bool:
    """Tell whether a text names a person.

    Both names, an initial and the family name, or that name among words that say functions.
    """
    said = words_of(text)
    nom, prenom = words_of(signer.nom), words_of(signer.prenom)
    if not nom:
        return False
    if not _holds(said, nom):
        return _glued(said, nom + prenom)
    others = [w for w in said if w not in nom]
    if not prenom or set(prenom) <= set(said):
        return True
    initials = [w[0] for w in prenom]
    if any(len(w) <= 2 and w[0] == initials[0] for w in others):
        return True
    return all(head(w) or len(w) <= 4 for w in others)


def _holds(said: Sequence[str], nom: Sequence[str]) -> bool:
    return all(word in said for word in nom) or "".join(nom) in said


def _glued(said: Sequence[str], wanted: Sequence[str]) -> bool:
    """« Guéant Morel » for « Guéant-Morel », « Vanhoutte » for « Van Houtte »: the same letters."""
    return sorted("".join(said)) == sorted("".join(wanted)) and len(said) > 1


def one_person(one: Signer, two: Signer) -> bool:
    """Tell whether two expected signers are the same person: one name, however written."""
    return bool(one.nom and one.prenom and two.nom) and names(f"{two.prenom} {two.nom}", one)


def head(text: str) -> str:
    """Return the function that a text speaks of, by its first letters: « L'adjoint au maire » → adjoint."""
    said = words_of(text)
    for stem in _HEADS:
        if any(w == stem if stem in _WHOLE else w.startswith(stem) for w in said):
            return stem
    return ""


def _by_function(text: str, signers: Sequence[Signer]) -> str:
    said = head(text)
    if not said:
        return ""
    for signer in signers:
        own = {head(signer.function)} if signer.function else set(signer.heads)
        # « l'élu référent » is the call's own word, whatever the function
        if said in own or (said in _LABELS and said in signer.heads):
            return STRANGER if _of_another_body(text, signer) else signer.path
    return STRANGER


def _of_another_body(text: str, signer: Signer) -> bool:
    """« Le Maire de Saint-Pol » under a letter about Rue."""
    place = _OF.search(fold(text))
    if place is None or not signer.body:
        return False
    said = {w for w in words_of(place.group(1)) if len(w) > 2} - _BODIES
    return bool(said) and not said & set(words_of(signer.body))


def _is_a_name(text: str) -> bool:
    plain = text.strip(" ,;.\t")
    return _NAME.fullmatch(plain) is not None and not _BODIES & set(words_of(plain))
