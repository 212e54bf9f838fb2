"""What a printed line is by its words: a heading and how deep, a place to sign, a statement to tick."""

from __future__ import annotations

import re

from ami_cli.app.drafting.faces import Line
from ami_cli.app.drafting.kinds import plain
from ami_cli.app.drafting.lines import bare, boxes
from ami_cli.app.drafting.marks import BOX

NUMBERED = re.compile(r"^\s*(?:\d{1,2}|[IVX]{1,4}|[A-H])\s?[.)°–—-]+\s*(?=[^\W\d_])")
_DEEP = re.compile(
    r"^\s*(?:(?:Q|Question)\s?\d|[A-Z]?[.-]?\d{1,2}[.-]\d|[A-Z][.-]?\d{1,2}\s?[.):-])"
)
_SIGNS = re.compile(r"\b(?:signatures?|cachet|visa|paraphe)\b")
_STATEMENT = re.compile(
    r"^(?:je|j'|nous|l[ea'] .{0,40}(?:certifie|atteste|s'engage|declare|autorise|"
    r"reconnait|accepte)|en cochant|certifi(?!cat)|attest(?!ation)|declar(?!ation)|m'engage|"
    r"autoris(?!ation)|sollicite\b|"
    r"demande (?:une?|l[ea']|a)\b|souhaite\b|accepte\b|reconnai|"
    r"avoir (?:pris|lu)\b|(?:le|la) (?:candidat|soussigne|representant))"
)


def is_statement(label: str) -> bool:
    """True for « Je certifie … », « Autorise … »: a sentence that a box makes one's own."""
    return bool(_STATEMENT.match(plain(label)))


def is_deep(line: Line) -> bool:
    """True for a line numbered within a section: « 1.1 », « Q3. », « C.2 »."""
    return bool(_DEEP.match(line.text))


def is_signature(line: Line) -> bool:
    """True for words that mark a place to sign."""
    text = bare(line.text)
    numbered = bool(NUMBERED.match(line.text)) or line.level > 0
    if not _SIGNS.search(plain(line.text)) or numbered:
        return False
    if plain(text) in ("signatures", "engagement et signatures"):
        return False
    return (
        len(text) < 110
        and not text.rstrip().endswith(".")
        and not re.search(r"\bdate et signature\b.*\bavant\b", plain(text))
    )


def only_options(line: Line) -> bool:
    """True for boxes that no words of their own line label."""
    return BOX in line.text and not boxes(line.text).label


def rank_of(line: Line) -> float:
    """Return how deep a heading stands: 1 the highest; its level when it has one."""
    text = line.text.strip()
    if line.level:
        return line.level
    if _DEEP.match(text):
        return 4
    if text.upper() == text or NUMBERED.match(text):
        return 2
    return 3
