"""What is this file to the dossier: the form, a cover letter, an attachment? Content decides, not the name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ami_cli.forms.key import Key
from ami_cli.forms.sheet.units import Sheet, Unit
from ami_cli.forms.view.view import View
from ami_cli.forms.words import fold, line_key
from ami_cli.model.dossier import Role

FORM_FIELDS = 8  # distinct fields labelled: fewer is a letter that quotes a few of them
PAGE_FIELDS = 3  # one photographed page of a form
LETTER_SIGNS = 2
SHORTEST = 60
LETTER_LENGTH = 8000  # characters; a longer text is a report

_HEADS = ("objet", "madame", "monsieur")
# what letters do beside the wordings of the call: place and date, greeting, farewell, enclosure
_HABITS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^[a-z][a-z' -]{1,40},? le \d{1,2}(?:er)? ?[a-z/.]",
        r"^(?:bonjour|madame|monsieur|cher|chere|mesdames|messieurs)\b[^.]{0,40},?$",
        r"\b(?:cordialement|salutations|sinceres|sentiments|respectueu\w+)\b",
        r"\bci-?\s?joint|\bp\. ?j\.|^pj\b|^pieces? jointes? :",
        r"^a l'attention\b|^objet\b",
        r"\b(?:je soussignee?|nous,? soussigne\w*)\b|^fait a\b",
        r"\b(?:candidat\w+|nous nous engageons|je soutiens|m'engage|lettre d'engagement|(?:six|6) journees)\b",
    )
)
_TITLE = re.compile(
    r"(?:extrait d(?:u|es) |projet de )?(?:registre|deliberations?\b|proces[- ]verbal|pv d|"
    r"compte[- ]rendu|releve de|convocation\b|arrete (?:municipal|du maire|n)|attestation\b(?! d.engagement)|"
    r"convention\b|devis\b|facture\b|plan local|note de|revue de presse|"
    r"communique de presse|budget\b|ordre du jour\b|reglement\b|certificat\b|bulletin municipal)"
)
_ASSEMBLY = re.compile(
    r"apres en avoir delibere|legalement convoque|etai(?:en)?t presents|secretaire de seance|le quorum|a l'unanimite|"
    r"pour extrait conforme|membres en exercice|vu le code general"
)


@dataclass(frozen=True, slots=True)
class Recognition:
    """The role of a document, how strongly its content says so (count of signs), and the blank it fills."""

    role: Role
    strength: int
    blank: str | None = None
    page: bool = False


def recognise(view: View, *, body: bool = False) -> Recognition:
    """Tell the role of one readable document; ``body`` marks the text of a mail."""
    sheet, key = view.sheet, view.key
    fields = labelled_fields(view)
    if len(fields) >= FORM_FIELDS:
        return Recognition("formulaire", len(fields), _blank(sheet, key))
    if body:
        return Recognition("courriel", len(fields))
    if len(fields) >= PAGE_FIELDS and _printed_share(sheet, key) > 0.25:
        return Recognition("formulaire", len(fields), _blank(sheet, key), page=True)
    if is_letter(sheet, key):
        return Recognition("courrier", len(fields))
    if _printed_share(sheet, key) > 0.3 and any(not u.empty for u in sheet.units):
        return Recognition("formulaire", len(fields), _blank(sheet, key), page=True)
    return Recognition("piece_jointe", len(fields))


def labelled_fields(view: View) -> set[str]:
    """Return the fields whose label stands in the sheet, where it can be told which."""
    found: set[str] = set()
    for index, hits in view.hits.items():
        context = view.around.of(view.sheet.units[index])
        for hit in hits:
            if hit.style == "prefix":
                continue
            fits = [
                (m.score * view.fit(m, context), m.target)
                for m in hit.matches
                if m.target.kind != "group"
            ]
            best = max(fits, key=lambda f: f[0], default=(0.0, None))
            if best[1] is not None and best[0] >= 0.75:
                found.add(f"{view.person(context)}:{best[1].id}")
    return found


def _printed_share(sheet: Sheet, key: Key) -> float:
    """Return the share of the sheet's lines that the blank form prints too."""
    lines = [line for u in sheet.units if (line := line_key(u.text)) and " " in line]
    known = key.annex | key.presentation
    return sum(line in known for line in lines) / len(lines) if len(lines) >= 3 else 0.0


def _blank(sheet: Sheet, key: Key) -> str | None:
    """Return the version whose own lines the sheet holds; None when no line tells."""
    lines = {line_key(unit.text) for unit in sheet.units}
    scores = {}
    for blank in key.blanks:
        mine = blank.annex | blank.presentation
        others = frozenset().union(
            *(b.annex | b.presentation for b in key.blanks if b.id != blank.id)
        )
        scores[blank.id] = len(lines & (mine - others))
    best = max(scores, key=lambda name: scores[name], default=None)
    return best if best is not None and scores[best] > 0 else None


def is_letter(sheet: Sheet, key: Key) -> bool:
    """True for a text that opens, argues and closes as a letter does, and is no act of an assembly."""
    return _reads_as_letter(sheet.units, key)


def letter_parts(view: View) -> Iterator[list[Unit]]:
    """Yield the letter before and the letter behind a form that share one file."""
    units = view.sheet.units
    printed = [
        u.index for u in units if u.index >= view.start and line_key(u.text) in view.key.annex
    ]
    if not printed:
        return
    first = min(printed[0], view.start or printed[0])
    own = [u for u in units[:first] if not view.presents(u)]
    for part in (own, list(units[printed[-1] + 1 :])):
        if _reads_as_letter(part, view.key):
            yield part


def _reads_as_letter(units: Sequence[Unit], key: Key) -> bool:
    lines = [fold(line).replace("’", "'").strip() for u in units for line in u.text.split("\n")]
    lines = [line for line in lines if line]
    text = "\n".join(lines)
    if not SHORTEST <= len(text) <= LETTER_LENGTH or _is_an_act(lines, text):
        return False
    wordings = [fold(words) for words in key.campaign.wordings.letter]
    opens = {w for w in wordings if w.startswith(_HEADS) and any(x.startswith(w) for x in lines)}
    closes = {w for w in wordings if not w.startswith(_HEADS) and w in text}
    habits = {p for p in _HABITS if p.search(text)}
    if not (opens or closes or habits):
        return False
    return (
        len(opens) + len(closes) >= LETTER_SIGNS or len(habits) + len(opens | closes) > LETTER_SIGNS
    )


def is_an_act(sheet: Sheet) -> bool:
    """True for an act of an assembly or another paper that bears its own stamps: invoice, certificate."""
    lines = [
        fold(line).replace("’", "'").strip() for u in sheet.units for line in u.text.split("\n")
    ]
    return _is_an_act([line for line in lines if line], "\n".join(lines))


def _is_an_act(lines: Sequence[str], text: str) -> bool:
    titles = [line for line in lines[:15] if len(line.split()) <= 14]
    signs = 3 if "agreer" in text or "salutations" in text else 2  # a letter quotes its assembly
    return any(_TITLE.match(t) for t in titles) or len(set(_ASSEMBLY.findall(text))) >= signs
