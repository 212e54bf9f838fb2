"""Corrections said in passing: « le téléphone de Mme X est en fait le 06… », for a person to see."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ami_cli.forms.sheet.units import Sheet
from ami_cli.forms.words import fold, key, tidy
from ami_cli.model.campaign import Campaign, Group
from ami_cli.model.dossier import Evidence

_CORRECTS = re.compile(
    r"\ben fait\b|\berreurs?\b|\berrone\w*|\bcorrig\w*|\bcorrectif|\brectifi\w*|"
    r"\ba change|\bont change|\bau lieu de\b|"
    r"\bet non\b|\bn'est plus\b|\bplutot que\b|"
    r"\bil fa(?:ut|llait) lire\b|\bveuillez (?:lire|remplacer|modifier)\b|"
    r"\bmerci de (?:lire|remplacer|modifier|corriger)\b|"
    r"\bchangements?\b|\bquitte(?:ra)?\b|\bdev(?:ient|iendra)\b|\bsuccede\b|"
    r"\bs'est trompe|\bcoquille|\bdesormais\b|\bsera remplace|\bremplacee? par\b"
)
_DATUM = re.compile(
    r"@|\d[\d .]{7,}|\btel\w*|\bportable\b|\bnumero\b|\badresse\b|\bmail\b|\bcourriel\b|\bmel\b|\bnom\b|\bprenom\b|"
    r"\belue?\b|\bbinome\b|\btechnicien|\bsiren\b|\bhabitants\b|\bpopulation\b|\bdate\b|\bintitule\b|\bfonction\b"
)
_QUOTED = re.compile(
    r"^\s*(?:>|(?:de|from|envoye|sent|a|to|objet|subject|date|cc)\s*:)", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[^\W_A-Z][.!?])\s+(?=[A-ZÀ-Ý])")  # not behind « M. »
SHORT = 2  # letters of a particle
MOST, LONG = 3, 220  # sentences quoted from one message; characters of each


REWRITTEN = 0.7  # confidence left to an answer that a message seems to correct


def touched(
    sentence: str, found: Mapping[str, Sequence[Evidence]], campaign: Campaign
) -> Iterator[str]:
    """Yield the fields that a correcting sentence may be about: those of a person it names, those it labels."""
    words = set(key(sentence))
    people = {g.id: g for g in campaign.groups if f"{g.id}.prenom" in campaign.by_path}
    meant = {p for p in people if words & _names(p, found) or words & _roles(people[p])}
    for spec in campaign.fields:
        person = spec.path.split(".")[0]
        if person in meant or (person not in people and set(key(spec.label)) <= words):
            yield spec.path


def _names(person: str, found: Mapping[str, Sequence[Evidence]]) -> set[str]:
    some = found.get(f"{person}.nom", ())
    return {w for e in some[:1] for w in key(e.text) if len(w) > SHORT}


def _roles(group: Group) -> set[str]:
    """Words that name the role alone: « élu », « technicien », « agent »."""
    return {w for wording in group.wordings if len(ws := key(wording)) == 1 for w in ws}


def rewrites(sheet: Sheet) -> Iterator[str]:
    """Yield the sentences of a message that seem to correct an answer of the form."""
    said = 0
    text = "\n".join(
        line for unit in sheet.units for line in unit.text.split("\n") if not _QUOTED.match(line)
    )
    for paragraph in re.split(r"\n\s*\n|\n(?=[A-ZÀ-Ý-])", text):
        for sentence in _SENTENCE.split(tidy(paragraph).replace("\n", " ")):
            plain = fold(sentence).replace("’", "'")
            if _CORRECTS.search(plain) and _DATUM.search(plain):
                yield sentence[:LONG]
                said += 1
                if said == MOST:
                    return
