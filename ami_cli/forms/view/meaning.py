"""What a label means where it stands."""

from __future__ import annotations

from ami_cli.forms.labels.find import Hit
from ami_cli.forms.labels.lexicon import Match
from ami_cli.forms.view.context import Context
from ami_cli.forms.view.view import View
from ami_cli.model.campaign import FieldSpec

CHOICE_KINDS = ("choice", "multichoice", "departement")
ELSEWHERE_KINDS = ("signature", "yesno", "table", "grid")  # read by rooms of their own
FITS = 0.3  # below it a wording does not belong where it stands


def meaning(view: View, hit: Hit, context: Context) -> tuple[Match, float] | None:
    """Return the field or composite a label stands for, and how well it fits its place; None if neither."""
    best: tuple[float, Match, float] | None = None
    for match in hit.matches:
        if match.target.kind == "group" or read_elsewhere(view, match):
            continue
        fit = view.fit(match, context)
        value = match.score * fit + (0.005 if match.target.kind == "composite" else 0)
        if fit > FITS and (best is None or value > best[0]):
            best = (value, match, fit)
    return (best[1], best[2]) if best and best[0] > FITS + 0.05 else None


def field_meant(view: View, hit: Hit, context: Context) -> FieldSpec | None:
    """Return the field a label stands for, None for a composite or no label."""
    found = meaning(view, hit, context)
    if found is None or found[0].target.kind == "composite":
        return None
    return view.key.campaign.by_path[found[0].target.id]


def read_elsewhere(view: View, match: Match) -> bool:
    """True for a signature or a statement, which other modules look for."""
    fields = view.key.campaign.by_path
    return match.target.kind == "field" and fields[match.target.id].kind in ELSEWHERE_KINDS
