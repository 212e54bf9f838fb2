"""What a picture says of itself: a logo or a coat of arms signs nothing, a stamp alone does not either."""

from __future__ import annotations

import re

from ami_cli.forms.words import fold

_ORNAMENT = re.compile(r"\b(?:logo\w*|blason|armoiries|embleme|banniere|bandeau|marianne)\b")
_STAMP = re.compile(r"\b(?:cachet|tampon|sceau)\b")


def is_ornament(description: str) -> bool:
    """True for a picture described as a logo, a coat of arms, a banner."""
    return _ORNAMENT.search(fold(description)) is not None


def is_stamp(description: str) -> bool:
    """True for a picture described as a stamp and not as a signature with it."""
    said = fold(description)
    return _STAMP.search(said) is not None and "signature" not in said
