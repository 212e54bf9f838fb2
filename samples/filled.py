"""One filled form of a sample call: what the applicant wrote, and the values expected of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samples.sheet import Habit


@dataclass(frozen=True, slots=True)
class Filled:
    """A dossier to make. ``said`` is what is written, ``values`` what must be read; ``verdict`` the global one."""

    name: str
    seed: int
    form: str
    said: Mapping[str, Any]
    values: Mapping[str, Any]
    habit: Habit
    received: str
    verdict: str


def filled(  # noqa: PLR0913 - one line of a table of cases
    name: str,
    seed: int,
    form: str,
    answers: Mapping[str, Any],
    *,
    verdict: str = "recevable",
    received: str = "2026-05-04",
    ticked: str = "☒",
    retyped: bool = False,
) -> Filled:
    """Split answers: a pair is (written, expected), ``...`` expects nothing; anything else is both."""
    said: dict[str, Any] = {}
    values: dict[str, Any] = {}
    for path, answer in answers.items():
        written, expected = answer if isinstance(answer, tuple) else (answer, answer)
        if written is not None:
            said[path] = written
        if expected is not ...:
            values[path] = expected
    return Filled(name, seed, form, said, values, Habit(ticked, "☐", retyped), received, verdict)
