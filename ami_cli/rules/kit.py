"""What every rule is built with: the case it looks at, what it may say, how it is registered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict

from ami_cli.model.campaign import Campaign
from ami_cli.model.candidature import Answer, Candidature
from ami_cli.model.dossier import Evidence
from ami_cli.model.finding import Part, Severity
from ami_cli.reference.answers import Resolution

SURE = 0.8  # under it nobody is excluded, nor admitted, on one reading alone (contract: confidence)

T = TypeVar("T")


class Params(BaseModel):
    """What a rule must know of a call: mostly which fields hold what. Unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing a rule says before the campaign's source and the derogations are added to it."""

    verdict: str
    severity: Severity
    message: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(slots=True)
class Batch:
    """All the cases judged together, with the indexes that rules build over them once.

    ``withdrawn`` names the dossiers whose applicants gave up: nobody is compared with them.
    """

    cases: tuple[Case, ...] = ()
    withdrawn: frozenset[str] = frozenset()
    _indexes: dict[object, Any] = field(default_factory=dict)

    def index(self, key: object, build: Callable[[Sequence[Case]], T]) -> T:
        """Return what ``build`` makes of all the cases, made once per ``key``."""
        if key not in self._indexes:
            self._indexes[key] = build(self.cases)
        made: T = self._indexes[key]
        return made


@dataclass(frozen=True, slots=True)
class Case:
    """One candidature before the rules: its answers, its call, its territory, its neighbours."""

    candidature: Candidature
    campaign: Campaign
    territory: Resolution
    batch: Batch

    @property
    def dossier(self) -> str:
        """The dossier's name."""
        return self.candidature.dossier

    def __getitem__(self, path: str) -> Answer:
        """Return the answer to one field."""
        return self.candidature[path]

    def text(self, path: str) -> str:
        """Return the text of one field, empty when there is none."""
        return self.candidature.text(path) if path else ""

    def label(self, path: str) -> str:
        """Return the name of a field as people call it."""
        spec = self.campaign.by_path.get(path)
        return spec.label if spec else path

    def proof(self, *paths: str) -> tuple[Evidence, ...]:
        """Return the best sighting of each field that has one."""
        return tuple(self[path].evidence[0] for path in paths if self[path].evidence)


Run = Callable[[Case, Any], Iterator[Doubt]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A registered rule: its function, what it must be told, the part of the verdict it decides."""

    run: Run
    params: type[Params]
    part: Part = "dossier"

    @property
    def sentence(self) -> str:
        """What the rule checks, in French: the first paragraph of its docstring."""
        paragraph = (self.run.__doc__ or "").strip().split("\n\n")[0]
        return " ".join(paragraph.split())


def quote(text: str, limit: int = 80) -> str:
    """Return an applicant's words between French quotation marks, shortened at a word."""
    words = " ".join(text.split())
    if len(words) > limit:
        words = words[:limit].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
    return f"« {words} »"


def enumerate_french(items: Sequence[str]) -> str:
    """Join words as a French sentence does: « a, b et c »."""
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + " et " + items[-1]
