"""How right are the values? The same measures for the accuracy, robustness and calibration benchmarks.

A value equal to any accepted one is right. F1 counts a wrong value against both precision and recall;
*silent wrong* are values given with 0.8 or more that are wrong, as a share of the values given.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

SILENT = 0.8
LONG_ENOUGH = 0.95  # token F1 from which a long text counts as right
LONG = frozenset({"projet.description", "motivations", "attentes"})
SETS = frozenset({"projet.demarches", "pieces_jointes"})
SIGNATURES = frozenset({"signature.elu", "signature.executif"})
VERDICTS = ("territoire", "binome", "signature", "delai", "global")


def folded(text: object) -> str:
    """Return the letters and digits of a text, lower case, without accents, words apart by one space."""
    said = str(text).replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae")
    plain = "".join(c for c in unicodedata.normalize("NFKD", said) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", plain.casefold()))


def normal(path: str, value: Any) -> Any:
    """Return a value in the form two values are compared in; None for nothing."""
    if path in SIGNATURES:
        return folded(value) if value else "absent"
    if value is None or value in ([], (), "") or (isinstance(value, str) and not value.strip()):
        return None
    if path in SETS:
        items = value if isinstance(value, list | tuple | set) else [value]
        return frozenset(folded(item) for item in items)
    if path in LONG:
        return tuple(folded(value).split())
    return _scalar(path, value)


def _scalar(path: str, value: Any) -> Any:
    if isinstance(value, bool):
        return value
    last = path.rsplit(".", 1)[-1]
    match last:
        case "telephone":
            return re.sub(r"[^\d+]", "", str(value))
        case "courriel":
            return str(value).strip().lower()
        case "population":
            return int(re.sub(r"\D", "", str(value)) or -1)
        case "siren" | "code_postal":
            return re.sub(r"\s", "", str(value))
        case "date":
            return str(value)[:10]
        case "site_web":
            return re.sub(r"^(?:https?://)?(?:www\.)?|/+$", "", str(value).strip().lower())
        case _:
            return folded(value)


def token_f1(one: Sequence[str], two: Sequence[str]) -> float:
    """Return the F1 of two bags of words."""
    if not one or not two:
        return float(not one and not two)
    common = sum((Counter(one) & Counter(two)).values())
    return 2 * common / (len(one) + len(two))


def same(path: str, truth: Any, given: Any) -> bool:
    """Tell whether two normal values agree."""
    if truth is None or given is None:
        return truth is given
    return token_f1(truth, given) >= LONG_ENOUGH if path in LONG else bool(truth == given)


@dataclass(slots=True)
class Tally:
    """Counts of right, wrong, missed and invented values; ``points`` are (confidence, right) pairs."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    invented: int = 0
    silent: int = 0
    points: list[tuple[float, bool]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of the values given that are right."""
        given = self.right + self.wrong + self.invented
        return self.right / given if given else 1.0

    @property
    def recall(self) -> float:
        """Share of the values there were that were found."""
        there = self.right + self.wrong + self.missed
        return self.right / there if there else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def silent_rate(self) -> float:
        """Share of the values given that are wrong with confidence."""
        given = self.right + self.wrong + self.invented
        return self.silent / given if given else 0.0

    def count(self, path: str, truth: Any, accepted: Sequence[Any], cell: Mapping[str, Any]) -> str:
        """Count one field and return what became of it: right, wrong, missed, invented or none."""
        given = normal(path, cell.get("value"))
        wanted = normal(path, truth)
        sure = float(cell.get("confidence") or 0.0)
        good = same(path, wanted, given) or any(
            same(path, normal(path, a), given) for a in accepted
        )
        outcome = _outcome(good, wanted, given)
        if outcome != "none":
            setattr(self, outcome, getattr(self, outcome) + 1)
        if given is not None and path not in SIGNATURES:
            self.points.append((sure, good))
        if outcome in ("wrong", "invented") and sure >= SILENT:
            self.silent += 1
        return outcome

    def line(self) -> str:
        """Return the measures as one line of text."""
        return (
            f"F1 {self.f1:.4f}  précision {self.precision:.4f}  rappel {self.recall:.4f}  "
            f"faux {self.wrong}  manqués {self.missed}  inventés {self.invented}  "
            f"faux avec assurance {self.silent} ({100 * self.silent_rate:.2f} %)"
        )


def _outcome(good: bool, wanted: Any, given: Any) -> str:
    if good:
        return "none" if wanted is None and given is None else "right"
    if given is None:
        return "missed"
    return "invented" if wanted is None else "wrong"


def calibration_error(points: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Return the expected calibration error: mean gap of confidence and truth over equal-width bins."""
    error = 0.0
    for lower in range(bins):
        here = [(c, r) for c, r in points if min(bins - 1, int(c * bins)) == lower]
        if here:
            sure = sum(c for c, _ in here) / len(here)
            right = sum(r for _, r in here) / len(here)
            error += len(here) / len(points) * abs(sure - right)
    return error


def reliability(points: Sequence[tuple[float, bool]], edges: Sequence[float]) -> list[str]:
    """Return a reliability diagram as lines of text: the bin, how many values, the share that is right."""
    lines = []
    for low, high in zip(edges, (*edges[1:], 1.01), strict=False):
        here = [(c, r) for c, r in points if low <= c < high]
        if here:
            right = sum(r for _, r in here) / len(here)
            mean = sum(c for c, _ in here) / len(here)
            bar = "█" * round(30 * right)
            lines.append(
                f"  {low:.2f}–{min(high, 1):.2f}  n={len(here):5d}  annoncé {mean:.3f}  juste {right:.3f}  {bar}"
            )
    return lines
