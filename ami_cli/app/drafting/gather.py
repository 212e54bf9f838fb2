"""Gathers the fields, groups and composites of a draft while a blank form is walked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ami_cli.app.drafting.kinds import PART_KINDS, composite_of, is_wordy, kind_of, name_of, plain
from ami_cli.app.drafting.lines import Asked, Boxes, bare, is_yes_no, takes_several
from ami_cli.app.drafting.parts import (
    Draft,
    DraftColumn,
    DraftComposite,
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
        "h",
    )
)
_PLEDGES = (
    ("certifi", "certification"), ("attest", "attestation"), ("engag", "engagement"), ("autoris", "autorisation"),
    ("declar", "declaration"), ("accept", "acceptation"), ("reconn", "reconnaissance"), ("souhait", "souhait"),
)  # fmt: skip
_SIGNING = re.compile(r"\b(?:signatures?|engagements?|attestations?|visas?)\b")
_ENOUGH_LINES = 3  # leaders under one label: an address takes two


class Gatherer:
    """Holds the heading in force, the words that may label what comes, and the choice being read."""

    def __init__(self) -> None:
        self.draft = Draft()
        self._group = ""
        self._section = ""
        self._pending: list[str] = []
        self._fresh = False  # the pending words are a heading that nothing has answered yet
        self._required = False
        self._note = ""
        self._open: Drafted | None = None
        self._hint = ""
        self._last: Drafted | None = None
        self._room_taken = False

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

    def field_here(self, *, room: bool) -> None:
        """A label with nothing printed after it."""
        self._answer(room=room)

    def gap(self, gap: Asked) -> None:
        """A gap with the words before it on its line."""
        self._close()
        label = gap.label or (self._pending[-1] if self._pending else "")
        text = plain(label)
        if re.match(r"^fait (?:a|en|le)\b", text) or text in ("a", "fait"):
            self._place_and_date(label, gap)
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

    def signature(self, label: str) -> Drafted:
        """A place to sign."""
        self._close()
        bare_label = re.sub(
            r"\([^)]*\)|\b(?:signature|cachet|visa|nom|qualité|date)s?\b", " ", label, flags=re.I
        )
        name = slug(bare_label, 2) if any(c.isalpha() for c in bare_label) else "signature"
        return self._add(Drafted(label, "signature", self._signing_group(), name))

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

    # --- bookkeeping -------------------------------------------------------------------------------------

    def _answer(self, *, room: bool) -> Drafted | None:
        if not self._pending:
            return None
        label = self._pending[0] if self._fresh else self._pending[-1]
        wordings = list(self._pending)
        if self._fresh and not room and len(self._pending) > 1:
            label, wordings = self._pending[-1], []
        main = self._fresh and label == self._pending[0]
        cut = composite_of(label)
        if cut is not None and not room:
            return self._composite(label, *cut, required=self._required)
        kind = "longtext" if main and room else kind_of(label, room=room)
        if kind == "signature":
            return self.signature(label)
        made = Drafted(
            label, kind, self._group, name_of(label, kind), wordings[1:], required=self._required
        )
        made.main = main
        return self._add(made)

    def _composite(
        self, label: str, names: tuple[str, ...], split: str, *, required: bool
    ) -> Drafted | None:
        made = None
        self.draft.composites.append(DraftComposite(label, self._group, names, split))
        for name in names:
            known = any(f.group == self._group and f.name == name for f in self.draft.fields)
            if not known:
                title = {
                    "prenom": "Prénom",
                    "code_postal": "Code postal",
                    "telephone": "Téléphone",
                }.get(name, name.capitalize())
                made = self._add(
                    Drafted(title, PART_KINDS[name], self._group, name, required=required)
                )
        return made

    def _place_and_date(self, label: str, gap: Asked) -> None:
        group = self._signing_group()
        owner = next(g for g in self.draft.groups if g.id == group)
        owner.openings = tuple(dict.fromkeys((*owner.openings, "Fait à", "Fait le")))
        if gap.day or plain(label).endswith(" le"):
            self._add(Drafted("Date", "date", group, "date", [label]))
        else:
            self._add(Drafted("Fait à", "text", group, "lieu", [label]))

    def _signing_group(self) -> str:
        current = next((g for g in self.draft.groups if g.id == self._group), None)
        if current is not None and _SIGNING.search(plain(current.label)):
            return current.id
        if not any(g.id == "signature" for g in self.draft.groups):
            self.draft.groups.append(DraftGroup("signature", "Signature"))
        return "signature"

    def _add(self, made: Drafted) -> Drafted:
        self.draft.fields.append(made)
        self._last = made
        self._pending, self._fresh, self._required, self._note = [], False, False, ""
        return made

    def _close(self) -> None:
        """End the choice being read and tell its kind."""
        made, self._open = self._open, None
        if made is None:
            return
        hint, self._hint = self._hint, ""
        if len(made.options) == 1:
            made.kind, made.statement = "yesno", made.options[0].label
            made.options = []
        elif is_yes_no(made.options):
            made.kind, made.options = "yesno", []
        elif takes_several(made.label, radio=made.remark == "radio") or _says_several(hint):
            made.kind = "multichoice"
        elif plain(made.label).startswith("departement"):
            made.kind = "departement"
        made.remark = ""


def _says_several(hint: str) -> bool:
    return takes_several(f"xx {hint}") if hint else False
