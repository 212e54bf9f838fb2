"""The communes and EPCI of one vintage, looked up by code, key, SIREN, postal code."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property

from ami_cli.reference import load
from ami_cli.reference.normalise import fold, key, keys_of_official_names, words

VINTAGES = ("2021", "2026")
_ARTICLE = re.compile(r"^(?:l['’]|(?:le|la|les)\s)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Epci:
    """One EPCI with own taxation; ``departements`` are those of its member communes."""

    siren: str
    kind: str  # CC, CA, CU, METRO, MET69
    name: str


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of a commune, or of what is now part of one.

    ``same`` is true when the name designates the very commune ``code`` of the vintage; else
    ``code`` is the commune that the old, delegated or associated one belongs to.
    """

    name: str
    code: str
    same: bool
    story: str  # a French clause: « renommée le 19/11/2015 », « commune associée de Lille »


class Atlas:
    """One vintage of the map. Columns are decoded when they are first asked for."""

    def __init__(self, vintage: str) -> None:
        text = load.names_text()
        self.vintage = vintage
        self.codes: list[str] = list(load.codes())
        self.names: list[str] = text.split("\n")
        self.keys: list[str] = keys_of_official_names(text)
        self.row: dict[str, int] = dict(zip(self.codes, range(len(self.codes)), strict=True))
        self._changed: dict[str, load.Change] = {}
        self.gone: dict[str, str] = {}  # code of another vintage → its successor here
        if vintage != "2021":
            self._apply_changes()
        self._index: dict[str, int] = dict(zip(self.keys, range(len(self.keys)), strict=True))
        self._twins = self._find_twins()

    def _apply_changes(self) -> None:
        for change in load.changes():
            if change.kind == "-":
                self.gone[change.code] = change.name
                self.keys[self.row.pop(change.code)] = ""
                continue
            self._changed[change.code] = change
            if change.kind == "+":
                self.row[change.code] = len(self.codes)
                self.codes.append(change.code)
                self.names.append(change.name)
                self.keys.append(key(change.name))
            elif change.name:
                row = self.row[change.code]
                self.names[row], self.keys[row] = change.name, key(change.name)

    def _find_twins(self) -> dict[str, list[int]]:
        twins: dict[str, list[int]] = {}
        index = self._index
        for row in [row for row, k in enumerate(self.keys) if index[k] != row]:
            if k := self.keys[row]:
                twins.setdefault(k, [index[k]]).append(row)
        return twins

    def named(self, squashed: str) -> tuple[str, ...]:
        """Codes of the communes of exactly this name, article included."""
        if squashed in self._twins:
            return tuple(sorted(self.codes[row] for row in self._twins[squashed]))
        row = self._index.get(squashed) if squashed else None
        return () if row is None else (self.codes[row],)

    @cached_property
    def _without_article(self) -> dict[str, list[str]]:
        codes = [code for code, row in self.row.items() if self.names[row][0] == "L"]
        cut = [_ARTICLE.sub("", self.names[self.row[code]]) for code in codes]
        found: dict[str, list[str]] = defaultdict(list)
        for code, short in zip(codes, keys_of_official_names("\n".join(cut)), strict=True):
            if short != self.keys[self.row[code]]:
                found[short].append(code)
        return found

    def named_without_article(self, squashed: str) -> tuple[str, ...]:
        """Codes of the communes of this name once their own article is taken off."""
        return tuple(sorted(self._without_article.get(squashed, ())))

    def name(self, code: str) -> str:
        """The official name of a commune or EPCI."""
        if code in self.row:
            return self.names[self.row[code]]
        return self.epcis[code].name

    def is_commune(self, code: str) -> bool:
        """Whether the vintage has a commune of this code."""
        return code in self.row

    @cached_property
    def _sorted_keys(self) -> list[str]:
        return sorted(self._index)

    def beginning_with(self, start: str) -> list[str]:
        """The keys of communes that begin so, that very key left out."""
        table = self._sorted_keys
        found = []
        for row in range(bisect_right(table, start), len(table)):
            if not table[row].startswith(start):
                break
            found.append(table[row])
        return found

    def begins_with_words(self, code: str, parts: tuple[str, ...]) -> bool:
        """Whether the name of a commune begins with these whole words."""
        return tuple(words(fold(self.name(code))))[: len(parts)] == parts

    def aliases_beginning_with(self, start: str, parts: tuple[str, ...]) -> list[Alias]:
        """Other names that begin with these whole words; ``start`` is their key."""
        table = self._sorted_aliases
        found = []
        for row in range(bisect_right(table, start), len(table)):
            if not table[row].startswith(start):
                break
            for alias in self.aliases[table[row]]:
                if tuple(words(fold(alias.name)))[: len(parts)] == parts:
                    found.append(alias)
        return found

    @cached_property
    def _sorted_aliases(self) -> list[str]:
        return sorted(self.aliases)

    def siren_of(self, code: str) -> str:
        """The SIREN of a commune (empty for the four islands that have none)."""
        change = self._changed.get(code)
        if change and change.siren:
            return change.siren
        stem = load.siren_stems()[self.row[code]]
        return stem and stem + load.luhn_key(stem)

    def epci_of(self, code: str) -> str:
        """The SIREN of the EPCI of a commune, empty when it has none."""
        change = self._changed.get(code)
        return (change and change.epci) or load.epci_codes()[self.row[code]]

    def postal_codes_of(self, code: str) -> tuple[str, ...]:
        """The postal codes of a commune."""
        change = self._changed.get(code)
        if change and change.postal:
            return tuple(change.postal.split())
        return tuple(load.postal_codes(code, load.postal_lines()[self.row[code]]))

    def with_siren(self, siren: str) -> str:
        """The code of the commune, or the SIREN of the EPCI, or empty. The key is not checked."""
        return siren if siren in self.epcis else self._stems.get(siren[:8], "")

    @cached_property
    def _stems(self) -> dict[str, str]:
        found = dict(zip(load.siren_stems(), load.codes(), strict=True))
        found.pop("", None)
        for code in self.gone:
            found.pop(load.siren_stems()[load.codes().index(code)], None)
        for change in self._changed.values():
            if change.siren:
                if change.kind == "=":
                    found.pop(load.siren_stems()[self.row[change.code]], None)
                found[change.siren[:8]] = change.code
        return found

    @cached_property
    def by_postal_code(self) -> dict[str, list[str]]:
        """Postal code → codes of its communes."""
        found: dict[str, list[str]] = defaultdict(list)
        for code, line in zip(load.codes(), load.postal_lines(), strict=True):
            if len(line) == 3 and code not in self._changed:
                found[code[:2] + line].append(code)
            elif code in self.row:
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

    @cached_property
    def members(self) -> dict[str, list[str]]:
        """SIREN of an EPCI → codes of its member communes."""
        found: dict[str, list[str]] = defaultdict(list)
        for code in self.row:
            if siren := self.epci_of(code):
                found[siren].append(code)
        return dict(found)

    @cached_property
    def aliases(self) -> dict[str, list[Alias]]:
        """Squashed key → other names: renamed, merged, delegated, associated, other vintage."""
        found: dict[str, list[Alias]] = {}
        usages = [Alias(n, code, True, "nom d'usage") for n, code in load.everyday_names()]
        formers = [*self._part_names(), *self._former_names(), *self._other_vintage()]
        all_of_them = [a for a in (*formers, *usages) if a.code in self.row]
        keys = keys_of_official_names("\n".join(alias.name for alias in all_of_them))
        for k, alias in zip(keys, all_of_them, strict=True):
            known = found.setdefault(k, [])
            if k != self.keys[self.row[alias.code]] and all(a.code != alias.code for a in known):
                known.append(alias)
        return {k: known for k, known in found.items() if known}

    def _former_names(self) -> list[Alias]:
        found = []
        for f in load.formers():
            code = self.gone.get(f.today, f.today)
            same = (f.link == "r" or f.code == f.today) and code == f.today
            day = "/".join(reversed(f.until.split("-")))
            story = f"nom porté jusqu'au {day}" if same else f"commune réunie à une autre le {day}"
            found.append(Alias(f.name, code, same, story))
        return found

    def _part_names(self) -> list[Alias]:
        words = {"D": "commune déléguée", "A": "commune associée", "M": "arrondissement municipal"}
        found = []
        for p in load.parts():
            code = self.gone.get(p.parent, p.parent)
            if code in self.row:
                found.append(Alias(p.name, code, False, f"{words[p.kind]} de {self.name(code)}"))
        return found

    def _other_vintage(self) -> list[Alias]:
        """Names of the other vintage: the same commune when its SIREN is the same."""
        joined = "commune réunie à une autre entre 2021 et 2026"
        old_names = load.names_text().split("\n")
        old_row = {code: row for row, code in enumerate(load.codes())}
        new_names = {c.code: c.name for c in load.changes() if c.kind != "-" and c.name}
        found = []
        for c in load.changes():
            if c.kind == "-" and self.vintage == "2021":
                name = new_names.get(c.name) or old_names[old_row[c.name]]
                found.append(Alias(name, c.code, False, joined))
            elif c.kind == "-":
                found.append(Alias(old_names[old_row[c.code]], c.name, False, joined))
            elif c.kind == "=" and c.name and self.vintage == "2021":
                same = not c.siren
                found.append(Alias(c.name, c.code, same, "nom de 2026" if same else joined))
            elif c.kind == "=" and c.name:
                here = self._stems.get(load.siren_stems()[old_row[c.code]], "")
                story = "nom de 2021" if here else joined
                found.append(Alias(old_names[old_row[c.code]], here or c.code, bool(here), story))
        return found


@cache
def atlas(vintage: str) -> Atlas:
    """The map of one vintage, decoded once."""
    return Atlas(vintage)


def departement_of(code: str) -> str:
    """The département of a commune's code."""
    return code[:3] if code.startswith("97") else code[:2]
