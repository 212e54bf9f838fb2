"""« idem », « // », « " »: the same as the cell before it in its row."""

from __future__ import annotations

import re
from dataclasses import replace

from ami_cli.forms.view.view import Area
from ami_cli.forms.words import fold

_DITTO = re.compile(
    r"(?:idem|ditt?o|id\.?|ibid(?:em)?\.?|le meme|la meme|les memes|meme (?:numero|adresse(?: mail)?)|\"|''|//|″|〃)\.?"
)
SAME_AS = 0.8  # the neighbour is what they mean, nearly always


def is_ditto(text: str) -> bool:
    """True for a cell that only says « the same »."""
    return bool(_DITTO.fullmatch(fold(text).strip(" -–.")))


def ditto(area: Area, beside: Area) -> Area:
    """Return the neighbour's value in place of a ditto mark, its place and doubt said in the method."""
    return replace(
        area, slices=beside.slices, method=f"{area.method}, « idem »", fit=area.fit * SAME_AS
    )
