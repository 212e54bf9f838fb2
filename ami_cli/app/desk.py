"""What a worker holds of one dossier while it reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ami_cli.app.roles import Given
from ami_cli.model.document import Document
from ami_cli.model.dossier import Dossier, Item, Problem, Reading
from ami_cli.sources.envelope import Unpacked
from ami_cli.sources.limits import DEFAULT, Limits


@dataclass(frozen=True, slots=True)
class Job:
    """One dossier to read. ``digest`` was computed by the parent; ``campaign`` is a folder.

    ``roles`` are those that people gave to files.
    """

    dossier: Dossier
    digest: str
    campaign: Path
    limits: Limits = DEFAULT
    passwords: tuple[str, ...] = ()
    roles: tuple[Given, ...] = ()
    converted: Path | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a worker gives back. ``missing`` names, in French, an optional tool that was needed."""

    reading: Reading
    missing: str = ""


@dataclass(slots=True)
class Desk:
    """One dossier being read: what was opened, what each file turned out to be."""

    job: Job
    taken: Unpacked
    types: dict[str, str] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    missing: str = ""
    decided: dict[str, Given] = field(default_factory=dict)


def note(desk: Desk, kind: str, path: str, message: str) -> None:
    """Add a problem of one file."""
    desk.problems.append(Problem.model_validate({"class": kind, "file": path, "message": message}))


def media_type_of(item: Item) -> str:
    """Return the media type of a file by its bytes, of a mail's body by its name."""
    if item.body:
        return {"txt": "text/plain", "html": "text/html"}.get(
            item.path.rpartition(".")[2], "application/rtf"
        )
    from ami_cli.detect import media_type

    return media_type(item.data, item.path.rpartition("/")[2])
