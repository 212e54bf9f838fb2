"""The definition of a call: its blanks, its fields, its rules, its jury; read from ``campaign.toml``.

These models cross the program's edge (a file written by staff), so they are pydantic and refuse
unknown keys: a misspelt word in a definition is a mistake that ``ami campaign check`` names.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal[
    "text",
    "longtext",
    "name",
    "int",
    "amount",
    "date",
    "email",
    "phone",
    "url",
    "siren",
    "siret",
    "postal_code",
    "iban",
    "bic",
    "choice",
    "multichoice",
    "yesno",
    "grid",
    "table",
    "list",
    "signature",
    "commune",
    "epci",
    "departement",
]

Path = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Choice(_Strict):
    """One option of a choice: its code, its printed label, other wordings people use for it.

    ``free`` marks « Autre : … »: the text beside it belongs to the field ``other_field`` of the choice.
    """

    code: str = Field(pattern=r"^[a-z0-9_]+$")
    label: str
    wordings: tuple[str, ...] = ()
    free: bool = False


class Column(_Strict):
    """One typed column of a table or of a grid's answers."""

    code: str
    label: str
    kind: Kind = "text"
    total: bool = False


class FieldSpec(_Strict):
    """One field: where its value goes in the record, how people call it, what kind of value it holds.

    ``wordings`` are labels seen in blanks or in the wild, the published one first. ``group`` says under which
    heading, column or person the label must stand; it defaults to the first part of the path.
    ``parts`` names the fields that a composite label fills (« Nom et prénom » → nom, prenom).
    """

    path: Path
    label: str
    kind: Kind = "text"
    group: str = ""
    wordings: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    required: bool = False
    choices: tuple[Choice, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[Choice, ...] = ()
    other_field: str = ""
    statement: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()

    @property
    def section(self) -> str:
        """The group the field belongs to."""
        return self.group or self.path.split(".")[0]


class Composite(_Strict):
    """A label that holds several fields at once: « Nom et prénom », « Adresse, code postal, ville »."""

    wordings: tuple[str, ...]
    fields: tuple[str, ...]
    split: Literal["person", "address", "person_title", "contact", "postal_city"]
    group: str = ""


class Group(_Strict):
    """A heading, a column or a person under which labels repeat.

    ``parent`` places a group within a section (the élu·e within « Le binôme »). ``openings`` are first
    words that begin the group where no heading does (« Fait à »).
    """

    id: str
    label: str
    wordings: tuple[str, ...] = ()
    parent: str = ""
    openings: tuple[str, ...] = ()


class Blank(_Strict):
    """One published version of the form: its files, relative to the definition, richest format first."""

    id: str
    files: tuple[str, ...]
    published: date | None = None


class Territory(_Strict):
    """Where candidates must be: any mix of regions, départements and codes, at one vintage."""

    vintage: int
    regions: tuple[str, ...] = ()
    departements: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    label: str = ""


class RuleSpec(_Strict):
    """One rule by its registered name, with the parameters it needs and the text that founds it."""

    name: str
    source: str
    params: dict[str, Any] = Field(default_factory=dict)


class Criterion(_Strict):
    """One line of the jury's grid: weight in points out of the sum of weights, notes from 0 to ``scale``."""

    code: str
    label: str
    weight: float = Field(gt=0)
    description: str = ""


class Jury(_Strict):
    """How the jury scores: criteria, the scale of notes, how many seats are aimed at."""

    criteria: tuple[Criterion, ...] = ()
    scale: int = Field(default=5, gt=0)
    seats: int | None = None
    jurors: int = Field(default=5, ge=1, le=30)


class Wordings(_Strict):
    """Words of the call that the engine needs besides labels."""

    annex: tuple[str, ...] = ()
    letter: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class Campaign(_Strict):
    """A whole call. ``deadline`` carries its offset; ``opened`` is the day the call was published."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str
    organiser: str
    opened: date
    deadline: datetime
    timezone: str = "Europe/Paris"
    contact: str = ""
    territory: Territory | None = None
    blanks: tuple[Blank, ...]
    groups: tuple[Group, ...]
    fields: tuple[FieldSpec, ...]
    composites: tuple[Composite, ...] = ()
    rules: tuple[RuleSpec, ...] = ()
    jury: Jury = Jury()
    wordings: Wordings = Wordings()

    @cached_property
    def by_path(self) -> dict[str, FieldSpec]:
        """Fields by their path, in the order declared."""
        return {field.path: field for field in self.fields}

    @cached_property
    def by_group(self) -> dict[str, Group]:
        """Groups by their id."""
        return {group.id: group for group in self.groups}

    def rule(self, name: str) -> RuleSpec | None:
        """Return the rule declared under that name, or None."""
        return next((rule for rule in self.rules if rule.name == name), None)
