"""What arrives and what was read from it: dossier, file, problem, evidence, reading, correction.

Readings are facts: the store keeps them as JSON, so they are pydantic. Everything a worker gets or gives pickles.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

Role = Literal["formulaire", "courrier", "piece_jointe", "courriel", "autre"]
ReceivedFrom = Literal["courriel", "reception.csv", "tampon"]
ProblemClass = Literal[
    "empty", "corrupt", "encrypted", "unsupported", "too_large", "unsafe", "timeout", "unreadable"
]
BoxTuple = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Dossier:
    """One applicant's files as they lie on disk, before anything is opened.

    ``name`` is unique in a batch; ``root`` is the folder, file, mail or archive it came from.
    ``part`` names the folder of an archive, or the sender in a mailbox, that holds several applicants.
    ``files`` are paths on disk in a stable order; ``received`` comes from ``reception.csv`` when it names the dossier.
    """

    name: str
    root: Path
    files: tuple[Path, ...]
    received: datetime | None = None
    problems: tuple[Problem, ...] = ()
    part: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One file taken out of its envelope: bytes, the path shown to people, and when it was received.

    ``path`` joins the dossier's relative path and the envelope's inner names with ``/``
    (``message.eml/AMI candidature.docx``). ``body`` marks the text of a mail. ``also`` are other
    dates that its mail states: its arrival at the server, the message that forwarded it.
    """

    path: str
    data: bytes
    received: datetime | None = None
    received_from: ReceivedFrom | None = None
    body: bool = False
    also: tuple[datetime, ...] = ()


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Arrival(_Fact):
    """One date of reception that something states; ``file`` is the mail or the page that does."""

    when: datetime
    source: ReceivedFrom
    file: str = ""


class Problem(_Fact):
    """Something that could not be read. ``kind`` is the contract's error class (JSON key ``class``)."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    # two aliases rather than one: type checkers then know the parameter by its own name
    kind: ProblemClass = Field(
        validation_alias=AliasChoices("class", "kind"), serialization_alias="class"
    )
    file: str
    message: str


class Evidence(_Fact):
    """One sighting of a field: text exactly as found, where, how, and how sure.

    ``text`` empty means the place was found and holds nothing. ``by`` names the person for a correction.
    ``box`` is x0, y0, x1, y1 in points from the top left of the page.
    """

    text: str
    method: str
    file: str
    place: str
    page: int | None = None
    box: BoxTuple | None = None
    confidence: float = Field(ge=0, le=1)
    by: str | None = None


class ReadFile(_Fact):
    """One file of a dossier as the record shows it. ``via`` says how it was read; ``blank`` which version it fills.

    ``taken_for`` is the role that the machine gives where a person decided otherwise.
    """

    path: str
    sha256: str
    media_type: str
    role: Role
    received: datetime | None = None
    received_from: ReceivedFrom | None = None
    size: int = 0
    via: str = ""
    blank: str | None = None
    superseded: bool = False
    warnings: tuple[str, ...] = ()
    text_digest: str = ""
    taken_for: Role | None = None


class Change(_Fact):
    """What a version that was replaced (``file``) said of one field, and what the one kept says."""

    field: str
    file: str
    before: str
    after: str


class Reading(_Fact):
    """What the machine saw in one dossier; replaced whole at each ingest.

    ``digest`` covers the names and bytes of the files and the engine's version: equal digest, nothing to read again.
    ``found`` maps each declared field to its sightings, best first; a field that was looked for and not found has none.
    ``arrivals`` are all the dates of reception that are stated, the one that counts first.
    ``remarks`` are French sentences about the reading as a whole (two forms in one dossier, …).
    ``strangers`` are the collectivités that its forms name, when they do not belong together;
    ``changes`` are the differences between the version kept and those it replaces.
    """

    dossier: str
    campaign: str
    digest: str
    files: tuple[ReadFile, ...] = ()
    received: datetime | None = None
    received_from: ReceivedFrom | None = None
    arrivals: tuple[Arrival, ...] = ()
    found: dict[str, tuple[Evidence, ...]] = Field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


class Correction(_Fact):
    """A human decision about one field; only ever added. ``seen`` is what the machine said at that moment."""

    dossier: str
    field: str
    text: str
    seen: str = ""
    by: str
    reason: str = ""
    at: datetime


class Decision(_Fact):
    """A human decision about a rule (``derogation``) or a whole dossier (``desistement``); only ever added.

    ``active`` False takes the decision back; the history stays.
    """

    dossier: str
    act: Literal["derogation", "desistement"]
    rule: str = ""
    by: str
    reason: str = ""
    at: datetime
    active: bool = True


class RoleChoice(_Fact):
    """A human decision about what one file is; only ever added.

    It holds for the content (``sha256``), wherever the file lies in its dossier. ``role`` None takes
    it back: the machine's own role counts again. ``seen`` is the role shown at that moment.
    """

    dossier: str
    path: str
    sha256: str
    role: Role | None
    seen: Role
    by: str
    reason: str = ""
    at: datetime
