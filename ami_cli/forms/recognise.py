"""What is this file to the dossier: the form, a cover letter, an attachment? Content decides, not the name."""

from __future__ import annotations

from dataclasses import dataclass

from ami_cli.forms.key import Key
from ami_cli.forms.units import Sheet
from ami_cli.forms.view import View
from ami_cli.forms.words import fold, line_key
from ami_cli.model.dossier import Role

FORM_FIELDS = 8  # distinct fields labelled: fewer is a letter that quotes a few of them
PAGE_FIELDS = 3  # one photographed page of a form
LETTER_SIGNS = 2
LETTER_LENGTH = 8000  # characters; a longer text is a report


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
    """True for a text that opens, argues and closes as a letter does."""
    text = fold(sheet.document.text)
    if not 80 <= len(text) <= LETTER_LENGTH:
        return False
    signs = sum(fold(words) in text for words in key.campaign.wordings.letter)
    return signs >= LETTER_SIGNS
