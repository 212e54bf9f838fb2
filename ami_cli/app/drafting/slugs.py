"""Short ASCII names made of labels: parts of paths, codes of options."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ami_cli.forms.words import STOP, tokens

_WEAK = STOP | frozenset(
    (
        "vous",
        "nous",
        "votre",
        "nos",
        "etes",
        "avez",
        "est",
        "sont",
        "il",
        "elle",
        "se",
        "s",
        "y",
        "il-elle",
        "merci",
        "svp",
        "etre",
        "avec",
        "si",
        "quel",
        "quelle",
        "quels",
        "quelles",
        "indiquer",
        "indiquez",
        "preciser",
        "precisez",
        "cocher",
        "cochez",
        "cas",
        "echeant",
    )
)
LONGEST = 40


def slug(label: str, words: int = 4) -> str:
    """Return the first telling words of a label joined by underscores; never empty, never a digit first."""
    bare = re.sub(r"\([^)]*\)", " ", label)
    bare = bare if any(c.isalpha() for c in bare) else label
    said = [t.word for t in tokens(bare) if t.word.isascii() and t.word.isalnum()]
    kept = [w for w in said if w not in _WEAK and not (len(w) == 1 and w.isalpha())] or said
    while kept and not kept[0][0].isalpha():
        kept = kept[1:]
    made = "_".join(kept[:words])[:LONGEST].strip("_")
    return made or "champ"


def code(label: str) -> str:
    """Return the code of an option; a number stays a number."""
    said = [t.word for t in tokens(re.sub(r"\([^)]*\)", " ", label) or label)]
    said = [w for w in said if w.isascii() and w.isalnum()]
    kept = [w for w in said if w not in _WEAK] or said
    return "_".join(kept[:4])[:LONGEST].strip("_") or "option"


def unique(wanted: str, taken: Iterable[str]) -> str:
    """Return a name that nothing else has: the second « nom » is « nom_2 »."""
    used = set(taken)
    made, number = wanted, 2
    while made in used:
        made, number = f"{wanted}_{number}", number + 1
    return made
