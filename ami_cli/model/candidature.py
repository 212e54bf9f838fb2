"""A candidature: the answers of one dossier, typed, with the evidence behind each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from ami_cli.model.dossier import Evidence, Reading

Status = Literal["read", "blank", "absent", "unreadable", "corrected"]
Value: TypeAlias = "str | int | float | bool | date | tuple[Value, ...] | dict[str, Value] | None"


@dataclass(frozen=True, slots=True)
class Answer:
    """The value of one field and why.

    ``value`` is None for blank, absent and unreadable. ``confidence`` is the share of answers given with
    that figure that are right. ``doubts`` are French sentences (impossible date, wrong SIREN key, …).
    """

    value: Value
    status: Status
    confidence: float
    evidence: tuple[Evidence, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def given(self) -> bool:
        """True if there is a value."""
        return self.value is not None and self.value != ()


ABSENT = Answer(None, "absent", 0.0)


@dataclass(frozen=True, slots=True)
class Candidature:
    """All answers of one dossier by field path, every declared field present."""

    dossier: str
    reading: Reading
    answers: dict[str, Answer] = field(default_factory=dict)

    def __getitem__(self, path: str) -> Answer:
        """Return the answer to one field; a field the campaign does not declare is absent."""
        return self.answers.get(path, ABSENT)

    def text(self, path: str) -> str:
        """Return a field's value as text, empty when there is none."""
        value = self[path].value
        return "" if value is None else str(value)
