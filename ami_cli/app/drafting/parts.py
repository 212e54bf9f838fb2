"""What a draft is made of: fields, groups and composites found in a blank form."""

from __future__ import annotations

from dataclasses import dataclass, field

from ami_cli.model.campaign import Kind


@dataclass(frozen=True, slots=True)
class DraftOption:
    """One option of a choice as the blank prints it; ``free`` if a text is asked beside it."""

    label: str
    free: bool = False


@dataclass(frozen=True, slots=True)
class DraftColumn:
    """One column of a table or a grid."""

    label: str
    kind: Kind = "text"
    total: bool = False


@dataclass(slots=True)
class Drafted:
    """One field found. ``name`` is the last part of its path when its meaning fixes it.

    ``main`` marks the answer to a whole section, whose heading is its label.
    """

    label: str
    kind: Kind
    group: str = ""
    name: str = ""
    wordings: list[str] = field(default_factory=list)
    options: list[DraftOption] = field(default_factory=list)
    columns: list[DraftColumn] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    statement: str = ""
    required: bool = False
    main: bool = False
    remark: str = ""
    other: str = ""
    path: str = ""
    lines: int = 1
    heading: str = ""  # the heading it stands under at once: its label if it is alone there
    alone: bool = True  # no other field of the group may be called by the usual names of this one


@dataclass(slots=True)
class DraftGroup:
    """A heading, a column or a person under which labels stand."""

    id: str
    label: str
    parent: str = ""
    wordings: tuple[str, ...] = ()  # besides its label
    openings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftComposite:
    """A label that asks for several fields at once; ``names`` are last parts of paths."""

    label: str
    group: str
    names: tuple[str, ...]
    split: str


@dataclass(slots=True)
class Draft:
    """Everything found in a blank, in reading order."""

    fields: list[Drafted] = field(default_factory=list)
    groups: list[DraftGroup] = field(default_factory=list)
    composites: list[DraftComposite] = field(default_factory=list)
    title: str = ""
    annex: str = ""
