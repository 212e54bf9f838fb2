"""What a form keeps for those who receive it: « Cadre réservé à l'administration » asks nothing of applicants."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ami_cli.app.drafting.faces import GridCell
from ami_cli.app.drafting.kinds import plain

_KEPT = re.compile(
    r"\breservee?s? (?:a|au|aux|pour)\b|\bne (?:rien|pas) (?:inscrire|remplir|ecrire|completer|"
    r"cocher)\b"
    r"|\b(?:a remplir|a completer|rempli|complete) par (?:l'(?:administration|organis|"
    r"agglomeration|association orga)|le (?:service|secretariat|jury)|la (?:mairie|commission|"
    r"collectivite))"
    r"|^(?:cadre|partie|zone) (?:administrati|service)|\busage (?:interne|administratif)\b"
)
_THEIRS = re.compile(
    r"\breservee?s? (?:a|au|aux|pour) (?:la |le |l'|votre |vos )?(?:signature|reponse|candidat|"
    r"demandeu|texte|description|association|cachet|photo|projet|porteu|responsable|artiste|"
    r"beneficiaire)"
)


def is_kept(text: str) -> bool:
    """True for words that keep what follows for the office: « Réservé au service instructeur »."""
    said = plain(text)
    return len(said) < 140 and bool(_KEPT.search(said)) and not _THEIRS.search(said)


def applicants_rows(rows: Sequence[Sequence[GridCell]]) -> list[Sequence[GridCell]]:
    """Return the rows of a table that are the applicant's: none from a row kept for the office to the next title."""
    kept: list[Sequence[GridCell]] = []
    skipping = False
    for row in rows:
        title = len(row) == 1 and bool(row[0].text)
        if title and is_kept(row[0].text):
            skipping = True
        elif title and row[0].bold and len(row[0].lines) < 3:
            skipping = False
        if not skipping:
            kept.append(row)
    return kept
