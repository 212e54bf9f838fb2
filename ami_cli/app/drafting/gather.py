"""Gathers the fields, groups and composites of a draft while a blank form is walked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ami_cli.app.drafting.kinds import composite_of, is_wordy, kind_of, name_of, plain
from ami_cli.app.drafting.ledger import Ledger
from ami_cli.app.drafting.lines import Asked, Boxes, bare, is_yes_no
from ami_cli.app.drafting.parts import (
    Draft,
    DraftColumn,
    Drafted,
    DraftGroup,
    DraftOption,
)
from ami_cli.app.drafting.slugs import slug, unique
from ami_cli.app.drafting.tables import Layout, people_in_rows

_COUNTED = frozenset(
    (
        "m²",
        "m2",
        "kwh",
        "kw",
        "km",
        "an",
        "ans",
        "année",
        "années",
        "mois",
        "jour",
        "jours",
        "heure",
        "heures",
        "personne",
        "personnes",
        "habitant",
        "habitants",
        "%",
        "h",
    )
)
_PLEDGES = (
    ("certifi", "certification"), ("attest", "attestation"), ("engag", "engagement"), ("autoris", "autorisation"),
    ("declar", "declaration"), ("accept", "acceptation"), ("reconn", "reconnaissance"), ("souhait", "souhait"),
)  # fmt: skip
_MORE = re.compile(r"^(?:si (?:oui|non|autre)|precise[rz]|lesquel|laquelle|lequel)\b")
_TITLES = frozenset(("madame", "monsieur", "mme", "m", "mr", "mlle", "autre", "non binaire"))
_ENOUGH_LINES = 3  # leaders under one label: an address takes two


class Gatherer(Ledger):
    """Makes fields of what the walk meets: words, gaps, boxes, tables."""

    @property
    def collecting(self) -> bool:
        """True while the options of one choice are being read line after line."""
        return self._open is not None

    def finish(self) -> Draft:
        """End the walk and return everything gathered."""
        self._close()
        return self.draft

    # --- words -----------------------------------------------------------------------------------------

    def heading(self, text: str, level: int, *, numbered: bool) -> None:
        """A heading opens a group; it may label what stands under it."""
        self._close()
        text = re.sub(r"^\d{1,2}\s+(?=[^\W\d_])", "", text)
        if not text:
            return
        known = next((g for g in self.draft.groups if plain(g.label) == plain(text)), None)
        if known is None:
            known = DraftGroup(unique(slug(text, 3), [g.id for g in self.draft.groups]), text)
            self.draft.groups.append(known)
        self._group = self._section = known.id
        self._pending, self._fresh, self._required, self._note = [text], True, "*" in text, ""
        self._last = None

    def label(self, text: str, *, raw: str) -> None:
        """Words that label what follows."""
        self._close()
        self._pending = [*self._pending[:1], text] if self._fresh else [text]
        self._required = raw.rstrip(" :").endswith("*")
        self._hint = raw
        self._last, self._room_taken = None, False

    def words(self, text: str, *, bold: bool) -> None:
        """Ordinary words: a hint about the pending label, or a label without a colon."""
        self._close()
        self._note = bare(text) if len(text) < 160 else ""
        self._hint = f"{self._hint} {text}"
        self._last = None

    def within(self, opening: bool) -> None:
        """Begin or end the cell that answers the pending label."""
        self._close()
        if not opening:
            self._pending, self._fresh, self._note = [], False, ""

    # --- fields ----------------------------------------------------------------------------------------

    def room(self) -> None:
        """A frame or several empty lines: a long answer to the pending words."""
        self._close()
        if not self._pending and self._note and not self._room_taken:
            self._pending = [self._note]
        if not self._pending:
            return
        made = self._answer(room=True)
        self._room_taken = made is not None

    def leaders(self, *, item: bool, day: bool = False) -> None:
        """A line of leaders: an item of a list, one more line of the last answer, or a first one."""
        if self._other_goes_on(item=item):
            return
        self._close()
        last = self._last
        if not self._pending and last is not None:
            last.lines += 1
            if last.kind == "text" and last.lines >= (2 if is_wordy(last.label) else _ENOUGH_LINES):
                last.kind = "longtext" if not plain(last.label).startswith("adresse") else "text"
            return
        if not self._pending and self._note:
            self._pending = [self._note]
        made = self._answer(room=False)
        if made is not None and item:
            made.kind = "list"
        elif made is not None and day:
            made.kind = "date"

    def _other_goes_on(self, *, item: bool) -> bool:
        """« ☐ Autre : » whose leaders run on the next line."""
        made = self._open
        if (
            made is None
            or item
            or not made.options
            or not plain(made.options[-1].label).startswith("autre")
        ):
            return False
        made.options[-1] = DraftOption(made.options[-1].label, free=True)
        return True

    def field_here(self, *, room: bool) -> None:
        """A label with nothing printed after it."""
        self._answer(room=room)

    def gap(self, gap: Asked) -> None:
        """A gap with the words before it on its line."""
        self._close()
        label = gap.label or (self._pending[-1] if self._pending else "")
        text = plain(label)
        if re.match(r"^fait,? (?:a|en|le)\b", text) or text in ("a", "fait"):
            self._place_and_date(label, gap)
            return
        if self._follows(label, text):
            return
        last = self._last
        if text in ("le", "date", "en date du", "ce") and last is not None and last.name == "lieu":
            self._add(Drafted("Date", "date", last.group, "date", [label]))
            return
        if not label:
            return
        self._required = gap.required or self._required
        made = self.cell_field(label, raw=label, day=gap.day)
        if made is not None and made.kind == "text" and gap.unit:
            made.kind = (
                "amount"
                if gap.unit.startswith(("€", "eur"))
                else "int"
                if gap.unit in _COUNTED
                else "text"
            )

    def _follows(self, label: str, text: str) -> bool:
        """A gap that goes on with the field before it: « du … au … », « Si oui, précisez : … »."""
        last = self.draft.fields[-1] if self.draft.fields else None
        if last is None:
            return False
        if text == "au" and last.kind == "date":
            name = f"{last.name or slug(last.label)}_fin"
            self._add(Drafted(f"{last.label} … au", "date", last.group, name, [label]))
            return True
        if last.kind in ("yesno", "choice", "multichoice") and _MORE.match(text):
            name = f"{slug(last.label)}_precisions"
            self._add(Drafted(label, "text", last.group, name))
            return True
        return False

    def detail(self, gap: Asked) -> None:
        """« Si oui, précisez : …… » behind a choice."""
        owner = self._open
        if owner is None:
            return
        label = f"{owner.label} — précisions"
        self.draft.fields.append(
            Drafted(
                label,
                "text",
                owner.group,
                f"{slug(owner.label)}_precisions",
                [gap.label] if len(gap.label) > 12 else [],
            )
        )

    def cell_field(
        self, label: str, *, raw: str, tall: bool = False, day: bool = False
    ) -> Drafted | None:
        """A label with the place of its answer."""
        self._close()
        if not any(c.isalpha() for c in label):
            return None
        required = self._required or raw.rstrip(" :").endswith("*")
        cut = composite_of(label)
        if cut is not None and not day:
            return self._composite(label, *cut, required=required)
        kind = "date" if day else kind_of(label, room=tall)
        if kind == "text" and "€" in raw:
            kind = "amount"
        if kind == "signature":
            return self.signature(label)
        return self._add(Drafted(label, kind, self._group, name_of(label, kind), required=required))

    def choice(self, cut: Boxes, *, radio: bool) -> None:
        """A line of boxes: the options of a new choice, or more of the one being read."""
        if self._open is None or cut.label:
            label = cut.label or (self._pending[-1] if self._pending else self._note)
            if not label or (not cut.options and not cut.label):
                return
            self._close()
            self._hint = f"{self._hint} {label}"
            made = Drafted(label, "choice", self._group, required=self._required)
            made.main = self._fresh and not cut.label and len(self._pending) == 1
            made.wordings = list(self._pending) if self._fresh and not cut.label else []
            if not cut.label and len(cut.options) > 1 and _asks_title(cut):
                made.label, made.name, made.main = "Civilité", "civilite", False
            self._add(made)
            self._open = made
        self._open.options += cut.options
        if radio:
            self._open.remark = "radio"

    def listed(self, label: str, options: Sequence[str]) -> None:
        """A drop-down list."""
        words = label or (self._pending[-1] if self._pending else self._note)
        kept = [
            DraftOption(o)
            for o in options
            if any(c.isalnum() for c in o) and not plain(o).startswith(("choisi", "select"))
        ]
        if words and len(kept) > 1:
            kind = "yesno" if is_yes_no(kept) else "choice"
            self._add(Drafted(words, kind, self._group, options=kept if kind == "choice" else []))  # type: ignore[arg-type]

    def statement(self, text: str) -> None:
        """A sentence behind a box: « ☐ Je certifie … »."""
        self._close()
        folded = plain(text)
        name = next((noun for verb, noun in _PLEDGES if verb in folded[:60]), "declaration")
        label = text if len(text) <= 90 else text[:90].rsplit(" ", 1)[0] + "…"
        self._add(Drafted(label, "yesno", self._group, name, statement=text))

    # --- tables ----------------------------------------------------------------------------------------

    def people(self, layout: Layout) -> None:
        """People in columns (or in rows), the same labels for each."""
        self._close()
        heads = [bare(c.text) for c in layout.header[1:]]
        firsts = [bare(row[0].text) for row in layout.body]
        people, labels = (firsts, heads) if people_in_rows(layout) else (heads, firsts)
        for person in people:
            if not person:
                continue
            made = DraftGroup(
                unique(slug(person, 2), [g.id for g in self.draft.groups]), person, self._section
            )
            self.draft.groups.append(made)
            self._group = made.id
            for label in labels:
                self.cell_field(label, raw=label)
        self._group = self._section
        self._pending, self._fresh = [], False

    def table(self, columns: list[DraftColumn], rows: list[str]) -> None:
        """A table with lines to fill."""
        self._grid_like(Drafted("", "table", columns=columns, rows=rows))

    def grid(self, answers: list[str], rows: list[str]) -> None:
        """Questions in rows, answers in columns."""
        self._grid_like(Drafted("", "grid", columns=[DraftColumn(a) for a in answers], rows=rows))

    def _grid_like(self, made: Drafted) -> None:
        self._close()
        words = self._pending or ([self._note] if self._note else [])
        made.label = words[0] if self._fresh and words else words[-1] if words else "Tableau"
        made.wordings = words[1:] if self._fresh else []
        made.main = self._fresh
        made.group = self._group
        self._add(made)


def _asks_title(cut: Boxes) -> bool:
    return all(plain(option.label) in _TITLES for option in cut.options)
