"""The communes and EPCI of one vintage, looked up by code, key, SIREN, postal code."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Set
from functools import cache, cached_property
from typing import NamedTuple

from ami_cli.reference import load
from ami_cli.reference.aliases import Alias, Aliases
from ami_cli.reference.normalise import fold, key, keys_of_official_names, words

__all__ = ["VINTAGES", "Alias", "Atlas", "Epci", "atlas", "departement_of"]

VINTAGES = ("2021", "2026")
_ARTICLES = (
    ("l", re.compile("L['’]")),
    ("le", re.compile(r"Le\s")),
    ("la", re.compile(r"La\s")),
    ("les", re.compile(r"Les\s")),
)


class Epci(NamedTuple):
    """One EPCI with own taxation; ``departements`` are those of its member communes."""

    siren: str
    kind: str  # CC, CA, CU, METRO, MET69
    name: str


class Atlas:
    """One vintage of the map. Columns are decoded when they are first asked for."""

    def __init__(self, vintage: str) -> None:
        self.vintage = vintage
        self.names: list[str] = list(load.names())
        self.keys: list[str] = keys_of_official_names(load.names_text())
        self._first_created = len(self.names)
        self._created: dict[str, int] = {}  # code of another vintage than 2021 → its row
        self._changed: dict[str, load.Change] = {}
        self.gone: dict[str, str] = {}  # code of another vintage → its successor here
        if vintage != "2021":
            self._apply_changes()
        self._members: dict[str, list[str]] = {}
        self._index: dict[str, int] = dict(zip(self.keys, range(len(self.keys)), strict=True))
        self._twins = self._find_twins()

    def _apply_changes(self) -> None:
        for change in load.changes():
            if change.kind == "-":
                self.gone[change.code] = change.name
                self.keys[load.row_of(change.code) or 0] = ""
                continue
            self._changed[change.code] = change
            if change.kind == "+":
                self._created[change.code] = len(self.names)
                self.names.append(change.name)
                self.keys.append(key(change.name))
            elif change.name:
                row = self.row_of(change.code)
                self.names[row], self.keys[row] = change.name, key(change.name)

    def is_commune(self, code: str) -> bool:
        """Whether the vintage has a commune of this code."""
        if code in self._created:
            return True
        return code not in self.gone and load.row_of(code) is not None

    def row_of(self, code: str) -> int:
        """The row of a commune of the vintage in ``names`` and ``keys``."""
        row = self._created[code] if code in self._created else load.row_of(code)
        if row is None or code in self.gone:
            raise KeyError(code)
        return row

    def _code_at(self, row: int) -> str:
        if row < self._first_created:
            return load.code_at(row)
        return list(self._created)[row - self._first_created]

    @property
    def created(self) -> Set[str]:
        """The codes this vintage has and that of 2021 has not."""
        return self._created.keys()

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes of every commune of the vintage, those created after 2021 last."""
        return (*(c for c in load.codes() if c not in self.gone), *self._created)

    def _find_twins(self) -> dict[str, list[int]]:
        """Key → rows, of the names that several communes bear: the index kept their last one."""
        twins: dict[str, list[int]] = {}
        last = bytearray(len(self.keys))
        for row in self._index.values():
            last[row] = 1
        row = last.find(0)
        while row >= 0:
            if k := self.keys[row]:
                twins.setdefault(k, [self._index[k]]).append(row)
            row = last.find(0, row + 1)
        return twins

    def named(self, squashed: str) -> tuple[str, ...]:
        """Codes of the communes of exactly this name, article included."""
        if squashed in self._twins:
            return tuple(sorted(self._code_at(row) for row in self._twins[squashed]))
        row = self._index.get(squashed) if squashed else None
        return () if row is None else (self._code_at(row),)

    def named_without_article(self, squashed: str) -> tuple[str, ...]:
        """Codes of the communes of this name once their own article is taken off."""
        codes = [
            code
            for article, begins in _ARTICLES
            for code in self.named(article + squashed)
            if begins.match(self.names[self.row_of(code)])
        ]
        return tuple(sorted(codes))

    def name(self, code: str) -> str:
        """The official name of a commune or EPCI."""
        if self.is_commune(code):
            return self.names[self.row_of(code)]
        return self.epcis[code].name

    @cached_property
    def _keys_text(self) -> str:
        return "\n" + "\n".join(self.keys) + "\n"

    def beginning_with(self, start: str) -> list[str]:
        """The keys of communes that begin so, in order, that very key left out.

        One text is searched: sorting the names would cost the first look-up 7 ms.
        """
        text, wanted = self._keys_text, "\n" + start
        found = set()
        at = text.find(wanted)
        while at >= 0:
            end = text.index("\n", at + 1)
            found.add(text[at + 1 : end])
            at = text.find(wanted, end)
        return sorted(found - {start})

    def all_keys(self) -> list[str]:
        """The keys of communes, then those of their other names only."""
        return [*self._index, *(k for k in self.aliases if k not in self._index)]

    def begins_with_words(self, code: str, parts: tuple[str, ...]) -> bool:
        """Whether the name of a commune begins with these whole words."""
        return tuple(words(fold(self.name(code))))[: len(parts)] == parts

    def siren_of(self, code: str) -> str:
        """The SIREN of a commune (empty for the four islands that have none)."""
        change = self._changed.get(code)
        if change and change.siren:
            return change.siren
        stem = load.siren_stems()[self.row_of(code)]
        return stem and stem + load.luhn_key(stem)

    def epci_of(self, code: str) -> str:
        """The SIREN of the EPCI of a commune, empty when it has none."""
        change = self._changed.get(code)
        return (change and change.epci) or load.epci_codes()[self.row_of(code)]

    def postal_codes_of(self, code: str) -> tuple[str, ...]:
        """The postal codes of a commune."""
        change = self._changed.get(code)
        if change and change.postal:
            return tuple(change.postal.split())
        return tuple(load.postal_codes(code, load.postal_lines()[self.row_of(code)]))

    def with_siren(self, siren: str) -> str:
        """The code of the commune, or the SIREN of the EPCI, or empty. The key is not checked."""
        return siren if siren in self.epcis else self.commune_with_stem(siren[:8])

    def commune_with_stem(self, stem: str) -> str:
        """The code of the commune of a SIREN's first eight digits, or empty."""
        return self._stems.get(stem, "")

    @cached_property
    def _stems(self) -> dict[str, str]:
        found = dict(zip(load.siren_stems(), load.codes(), strict=True))
        found.pop("", None)
        for code in self.gone:
            found.pop(load.siren_stems()[load.codes().index(code)], None)
        for change in self._changed.values():
            if change.siren:
                if change.kind == "=":
                    found.pop(load.siren_stems()[self.row_of(change.code)], None)
                found[change.siren[:8]] = change.code
        return found

    @cached_property
    def by_postal_code(self) -> dict[str, list[str]]:
        """Postal code → codes of its communes."""
        found: dict[str, list[str]] = defaultdict(list)
        for code, line in zip(load.codes(), load.postal_lines(), strict=True):
            if len(line) == 3 and code not in self._changed:
                found[code[:2] + line].append(code)
            elif self.is_commune(code):
                for postal in self.postal_codes_of(code):
                    found[postal].append(code)
        for code, change in self._changed.items():
            if change.kind == "+":
                for postal in change.postal.split():
                    found[postal].append(code)
        return dict(found)

    @cached_property
    def epcis(self) -> dict[str, Epci]:
        """SIREN → EPCI."""
        found = {}
        for r in load.epcis():
            kind, name = (r.kind, r.name) if self.vintage == "2021" else (r.kind_2025, r.name_2025)
            if name:
                found[r.siren] = Epci(r.siren, kind, name)
        return found

    def members_of(self, siren: str) -> list[str]:
        """The codes of the member communes of an EPCI, none for what is no EPCI."""
        if siren not in self._members:
            left = {c for c, change in self._changed.items() if change.epci}
            base = [c for c in load.members_of(siren) if self.is_commune(c) and c not in left]
            joined = [c for c in left if self._changed[c].epci == siren]
            self._members[siren] = sorted({*base, *joined}) if joined else base
        return self._members[siren]

    @cached_property
    def aliases(self) -> Aliases:
        """Squashed key → other names: renamed, merged, delegated, associated, other vintage."""
        return Aliases(self)


@cache
def atlas(vintage: str) -> Atlas:
    """The map of one vintage, decoded once."""
    return Atlas(vintage)


def departement_of(code: str) -> str:
    """The département of a commune's code."""
    return code[:3] if code.startswith("97") else code[:2]
