"""Where each thing of a definition stands in its file: line numbers, from 1."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

Loc = tuple[int | str, ...]
_HEADER = re.compile(r"^\s*(\[{1,2})\s*([\w.\"-]+)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([\w-]+)\s*=\s*(.*)$")
_NAME = re.compile(r"^\s*(?:path|id|name)\s*=\s*[\"']([^\"']+)[\"']")
_INLINE = re.compile(r"^\s*\{")


@dataclass(slots=True)
class Lines:
    """The lines of a definition by place (``fields``, 3, ``kind``), by name (a path, an id, a rule), by wording."""

    places: dict[Loc, int] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)

    def at(self, loc: Loc) -> int:
        """Return the line of a place, or of what holds it; 0 when unknown."""
        for size in range(len(loc), 0, -1):
            if loc[:size] in self.places:
                return self.places[loc[:size]]
        return 0

    def of(self, sentence: str) -> int:
        """Return the line of the first thing that a sentence names; 0 when it names none."""
        said = re.findall(r"[\w.-]+", sentence)
        for word in (w.rstrip(".") for w in said):
            for name in (word, word.removeprefix("blanks.")):
                if name in self.names:
                    return self.names[name]
        quoted = re.findall(r"« (.+?) »", sentence)
        known = [self.words[words] for words in quoted if words in self.words]
        known += [self.places[(word,)] for word in said if (word,) in self.places]
        return next(iter(known), 0)


def lines_of(text: str) -> Lines:
    """Index a TOML text; what stands in a string of several lines is left out."""
    found = Lines()
    here: list[int | str] = []
    counts: dict[Loc, int] = {}
    array: Loc | None = None
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        if header:
            here = _table(header.group(2), double=header.group(1) == "[[", counts=counts)
            found.places.setdefault(tuple(here), number)
            array = None
            continue
        if _INLINE.match(line) and array is not None:
            counts[array] = counts.get(array, -1) + 1
            found.places[(*array, counts[array])] = number
            continue
        key = _KEY.match(line)
        if key:
            place = (*here, key.group(1))
            found.places[place] = number
            if key.group(1) == "wordings":
                for words in re.findall(r'"([^"]+)"', key.group(2)):
                    found.words.setdefault(words, number)
            array = place if key.group(2).lstrip().startswith("[") else None
            named = _NAME.match(line)
            if named:
                found.names.setdefault(named.group(1), number)
    return found


def _table(name: str, *, double: bool, counts: dict[Loc, int]) -> list[int | str]:
    """Return the place of a table: ``[rules.params]`` belongs to the last of ``[[rules]]``."""
    here: list[int | str] = []
    parts = name.replace('"', "").split(".")
    for depth, part in enumerate(parts):
        here.append(part)
        last = depth == len(parts) - 1
        if last and double:
            counts[tuple(here)] = counts.get(tuple(here), -1) + 1
        if tuple(here) in counts and (double or not last):
            here.append(counts[tuple(here)])
    return here
