"""Misspelled and misread commune names: the nearest one, if it is nearest by a margin.

The cost of a name is the number of edits (insertion, deletion, substitution, swap) of its squashed
key; less, by the same count, when both keys look the same to a scanner.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ami_cli.reference.atlas import atlas, departement_of
from ami_cli.reference.normalise import shape

_SHORT = 4  # letters: one more edit of margin is asked of names so short
_MOST_MELTED = 2  # letters more or less: « rn » read as « m », twice
_CUT_FROM = 5  # letters: a shorter beginning is that of too many names


@dataclass(frozen=True, slots=True)
class Near:
    """A name near to what was written. ``codes`` bear it; ``cost`` is in edits."""

    key: str
    cost: float
    codes: tuple[str, ...]
    alias: bool = False


def reach(squashed: str) -> int:
    """How many edits may separate a written key from the name it stands for."""
    length = len(squashed)
    return 0 if length < 4 else 1 if length < 8 else 2 if length < 14 else 3


def looks_cost(squashed: str, other: str) -> float:
    """The cost of a name whose letters a scanner may have taken for the written ones."""
    return min(0.25 + 0.25 * OSA.distance(squashed, other), 1.0)


class _Lexicon:
    """Keys of names, the shortest first, and what they look like to a scanner.

    A text of the shapes of one length is searched as fast as a dictionary is worth, and is made
    when that length is asked for: it saves half a second look-up at the first misspelling.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.keys = sorted(names, key=len)
        self._shapes: dict[int, tuple[list[str], str]] = {}

    def of_length(self, least: int, most: int) -> list[str]:
        """The keys of so many letters."""
        first = bisect_left(self.keys, least, key=len)
        return self.keys[first : bisect_right(self.keys, most, lo=first, key=len)]

    def shaped_as(self, squashed: str) -> list[str]:
        """The keys that a scanner may take for the written one."""
        wanted = f"\n{shape(squashed)}\n"
        found = []
        for length in range(len(squashed) - _MOST_MELTED, len(squashed) + _MOST_MELTED + 1):
            keys, shapes = self._of_shapes(length)
            at = shapes.find(wanted)
            while at >= 0:
                found.append(keys[shapes.count("\n", 0, at)])
                at = shapes.find(wanted, at + 1)
        return found

    def _of_shapes(self, length: int) -> tuple[list[str], str]:
        if length not in self._shapes:
            keys = self.of_length(length, length)
            self._shapes[length] = keys, "\n" + shape("\n".join(keys)) + "\n"
        return self._shapes[length]


@cache
def _lexicon(vintage: str, departement: str) -> _Lexicon:
    """Every name of a département, of France when it is empty."""
    a = atlas(vintage)
    if not departement:
        return _Lexicon(a.all_keys())
    here = [c for c in a.codes if departement_of(c) == departement]
    names = dict.fromkeys(a.keys[a.row_of(c)] for c in here)
    for k in a.aliases:
        if any(departement_of(code) == departement for code in a.aliases.codes(k)):
            names[k] = None
    return _Lexicon(names)


def near(vintage: str, squashed: str, limit: int, departement: str = "") -> list[Near]:
    """Every name of a département, or of France, within ``limit`` edits, the nearest first."""
    lexicon = _lexicon(vintage, departement)
    choices = lexicon.of_length(len(squashed) - limit, len(squashed) + limit)
    hits = process.extract(squashed, choices, scorer=OSA.distance, score_cutoff=limit, limit=None)
    costs = {k: float(cost) for k, cost, _ in hits}
    for k in lexicon.shaped_as(squashed):
        costs[k] = looks_cost(squashed, k)
    for k in _longer(vintage, squashed):
        costs[k] = min(costs.get(k, 1.0), 1.0)
    found = [_near(vintage, k, cost) for k, cost in costs.items()]
    if departement:
        found = [n for n in found if any(departement_of(c) == departement for c in n.codes)]
    return sorted(found, key=lambda n: (n.cost, n.key))


def _longer(vintage: str, squashed: str) -> list[str]:
    """Names that a narrow box cut by one to three letters."""
    if len(squashed) < _CUT_FROM:
        return []
    longest = len(squashed) + 3
    return [k for k in atlas(vintage).beginning_with(squashed) if len(k) <= longest]


def _near(vintage: str, k: str, cost: float) -> Near:
    a = atlas(vintage)
    codes = a.named(k)
    if codes:
        return Near(k, cost, codes)
    return Near(k, cost, a.aliases.codes(k), alias=True)


def best(vintage: str, squashed: str, departements: frozenset[str]) -> list[Near]:
    """The names nearest to what was written, with those not farther by a whole edit.

    With places given, only names in them count, and half an edit is margin enough.
    """
    margin = 1.0 if len(squashed) > _SHORT else 1.5
    if departements:
        margin -= 0.5
    farthest = reach(squashed)
    if not farthest:
        return []
    wider = farthest + (1 if margin > 1 else 0)
    found = [n for d in departements or [""] for n in near(vintage, squashed, wider, d)]
    first = min((n.cost for n in found), default=farthest + 1)
    close = [n for n in found if n.cost < first + margin] if first <= farthest else []
    return _plainly_nearest(squashed, close) if first < 1 and len(squashed) > _SHORT + 1 else close


def _plainly_nearest(squashed: str, close: list[Near]) -> list[Near]:
    """« Bienvi1le » looks like Bienville, one letter away, before Dienville, two away."""
    edits = [OSA.distance(squashed, n.key) for n in close]
    return [n for n, count in zip(close, edits, strict=True) if count <= edits[0]]
