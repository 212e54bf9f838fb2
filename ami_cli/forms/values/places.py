"""Départements named in a text, by code or by name."""

from __future__ import annotations

import re

from ami_cli.forms.words import fold
from ami_cli.reference.load import departements

_CODE = re.compile(r"(?<![\w])(\d{2}|2[ab]|97\d)(?![\w])")


def departements_named(text: str) -> list[str]:
    """Return the codes of the départements a text names, each once.

    A number and a name may repeat one another (« Drôme (26) »); the longest name wins
    (« Loire-Atlantique » is not « Loire »).
    """
    known = departements()
    found = [code.upper() for code in _CODE.findall(fold(text)) if code.upper() in known]
    words = _letters(text)
    for code, row in sorted(known.items(), key=lambda item: -len(item[1].name)):
        name = re.compile(rf"(?<![a-z]){_letters(row.name)}(?![a-z])")
        if name.search(words):
            words = name.sub(" ", words)
            found.append(code)
    return list(dict.fromkeys(found))


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]+", " ", fold(text)).strip()
