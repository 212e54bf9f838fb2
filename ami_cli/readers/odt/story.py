"""What the walkers of one OpenDocument file share, and what they found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from ami_cli.readers.draft import Allowance, BlockDraft
from ami_cli.readers.odt.names import FIELD, FORM, TEXT, XML
from ami_cli.readers.odt.numbering import Numbering
from ami_cli.readers.odt.styles import Styles

MAX_CELLS = 200_000  # of one file, repeated ones counted


@dataclass(slots=True)
class Story:
    """The state of one walk. ``picture`` gives the bytes of a member by its link, or None."""

    styles: Styles
    picture: Callable[[str], bytes | None]
    controls: dict[str, etree._Element] = field(default_factory=dict)
    changes: dict[str, str] = field(default_factory=dict)  # id -> insertion or deletion
    inserting: set[str] = field(default_factory=set)
    deleting: set[str] = field(default_factory=set)
    notes: list[BlockDraft] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    ended_fields: set[etree._Element] = field(default_factory=set)  # starts that have their end
    carried: list[etree._Element] = field(default_factory=list)  # fields the last paragraph left
    cells: int = 0
    allowance: Allowance = field(default_factory=Allowance)
    numbering: Numbering = field(init=False)

    def __post_init__(self) -> None:
        self.numbering = Numbering(self.styles)

    def warn(self, sentence: str) -> None:
        """Keep a warning once."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)

    def collect(self, root: etree._Element) -> None:
        """Note the form controls, the tracked changes and the whole fields of ``root``."""
        for control in root.iter(f"{FORM}*"):
            for identity in (control.get(f"{XML}id"), control.get(f"{FORM}id")):
                if identity:
                    self.controls[identity] = control
        for region in root.iter(f"{TEXT}changed-region"):
            identity = region.get(f"{TEXT}id") or region.get(f"{XML}id")
            for kind in ("insertion", "deletion"):
                if identity and region.find(f"{TEXT}{kind}") is not None:
                    self.changes[identity] = kind
        starts: list[etree._Element] = []
        for mark in root.iter(f"{FIELD}fieldmark-start", f"{FIELD}fieldmark-end"):
            if mark.tag == f"{FIELD}fieldmark-start":
                starts.append(mark)
            elif starts:
                self.ended_fields.add(starts.pop())
