"""First names borne in France: a list of usage that tells « DUPONT MARIE » from « MARIE DUPONT »."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files


def is_first_name(text: str) -> bool:
    """True if every part of a name is a known first name: « Jean-Noël », « MARIE ANGE »; an empty text is none."""
    parts = re.findall(r"[a-z]+", _plain(text))
    return bool(parts) and all(part in _known() for part in parts)


def _plain(text: str) -> str:
    text = text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae")
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c))


@cache
def _known() -> frozenset[str]:
    lines = (files("ami_cli.reference") / "data/prenoms.txt").read_text("utf-8").split("\n")
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
