"""The key of a call: its definition compiled, and every line its blank forms print.

What the blank also says is label; what is left is answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ami_cli.forms.choices.ticks import ticks_of, without_ticks
from ami_cli.forms.labels.lexicon import Lexicon, compile_lexicon
from ami_cli.forms.labels.templates import Template, templates_of
from ami_cli.forms.sheet.units import Sheet, Unit, lay_out
from ami_cli.forms.words import line_key
from ami_cli.model.campaign import Campaign
from ami_cli.model.document import Document

_NUMBERED = re.compile(r"^\s*(\d{1,2})\s?[.)–-]\s*(\S.{2,80})$")


@dataclass(frozen=True)
class BlankKey:
    """One published version: the lines of the pages that present the call, and those of the form."""

    id: str
    presentation: frozenset[str]
    annex: frozenset[str]
    boxed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Key:
    """Everything the engine needs to read returns of one call.

    ``templates`` are the tables of the blanks. ``sections`` gives the long field that the blank prints under each
    section number: 4 → « motivations ».
    """

    campaign: Campaign
    lexicon: Lexicon
    blanks: tuple[BlankKey, ...]
    sections: Mapping[int, str] = field(default_factory=dict)
    templates: tuple[Template, ...] = ()

    @cached_property
    def presentation(self) -> frozenset[str]:
        """Lines printed before the form in any version."""
        lines = frozenset().union(*(blank.presentation for blank in self.blanks))
        return lines - self.annex

    @cached_property
    def annex(self) -> frozenset[str]:
        """Lines printed in the form itself in any version."""
        return frozenset().union(*(blank.annex for blank in self.blanks))

    @cached_property
    def boxed(self) -> frozenset[str]:
        """Lines of the form before which a box is printed, in any version."""
        return frozenset().union(*(blank.boxed for blank in self.blanks))

    @cached_property
    def label_lines(self) -> tuple[str, ...]:
        """Lines of the form that are labels, with a space on both sides."""
        return tuple(f" {line} " for line in self.annex if self.lexicon.exactly(line))

    @cached_property
    def annex_titles(self) -> frozenset[str]:
        """Titles at which the form begins."""
        return frozenset(line_key(title) for title in self.campaign.wordings.annex)


def prepare(campaign: Campaign, blanks: Mapping[str, Sequence[Document]]) -> Key:
    """Compile a campaign with its blanks as read: version id → its files, all formats of that version."""
    lexicon = compile_lexicon(campaign)
    bare = Key(campaign, lexicon, ())
    documents = [document for some in blanks.values() for document in some]
    return Key(
        campaign,
        lexicon,
        tuple(_blank_key(version, documents, bare) for version, documents in blanks.items()),
        _sections(bare, documents),
        tuple(_templates(bare, documents)),
    )


def _templates(key: Key, documents: Sequence[Document]) -> list[Template]:
    """Return the tables of the blanks, each pattern with its cells once."""
    found: dict[Template, None] = {}
    for sheet in map(lay_out, documents):
        start = annex_start(sheet, key)
        found.update(dict.fromkeys(templates_of(sheet, start, key.lexicon)))
    return list(found)


def _sections(key: Key, documents: Sequence[Document]) -> dict[int, str]:
    """Return the only long field of each numbered section of the blanks; sections that differ are left out."""
    found: dict[int, set[str]] = {}
    for document in documents:
        for unit in lay_out(document).units:
            title = _NUMBERED.match(unit.text)
            for match in key.lexicon.look_up(title.group(2)) if title else ():
                if match.target.kind == "group" and match.score > 0.9 and title:
                    fields = [f for f in key.campaign.fields if f.section == match.target.id]
                    long = [f.path for f in fields if f.kind == "longtext"]
                    found.setdefault(int(title.group(1)), set()).update(long)
    return {number: paths.pop() for number, paths in found.items() if len(paths) == 1}


def _blank_key(version: str, documents: Sequence[Document], key: Key) -> BlankKey:
    presentation: set[str] = set()
    annex: set[str] = set()
    boxed: set[str] = set()
    for document in documents:
        sheet = lay_out(document)
        start = annex_start(sheet, key)
        for unit in sheet.units:
            (annex if unit.index >= start else presentation).update(lines_of(unit))
            marks = ticks_of(unit)
            if unit.index >= start and marks and not unit.text[: marks[0].start].strip():
                boxed.add(line_key(without_ticks(unit.text)))
    return BlankKey(version, frozenset(presentation - annex), frozenset(annex), frozenset(boxed))


def lines_of(unit: Unit) -> set[str]:
    """Return the folded lines of a unit: the whole, and each soft line."""
    lines = {line_key(unit.text), *(line_key(line) for line in unit.text.split("\n"))}
    return {line for line in lines if line}


def annex_start(sheet: Sheet, key: Key) -> int:
    """Return the index of the unit where the form begins; 0 when nothing announces it."""
    for unit in sheet.units:
        line = line_key(unit.text)
        if line and any(
            line == title or line.startswith(title + " ") for title in key.annex_titles
        ):
            return unit.index
    return 0
