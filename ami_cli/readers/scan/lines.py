"""A straight line drawn on a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One straight line in points: it runs from ``start`` to ``end`` at ``at`` across."""

    horizontal: bool
    at: float
    start: float
    end: float
