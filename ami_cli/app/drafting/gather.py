"""Gathers the fields, groups and composites of a draft while a blank form is walked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ami_cli.app.drafting.kinds import is_wordy, kind_of, plain
from ami_cli.app.drafting.ledger_tables import TableLedger
from ami_cli.app.drafting.lines import Asked, Boxes, bare, is_yes_no, numbered, shorter
from ami_cli.app.drafting.parts import (
    Draft,
    Drafted,
    DraftGroup,
    DraftOption,
)
from ami_cli.app.drafting.slugs import slug, unique
from ami_cli.model.campaign import Kind

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


class Gatherer(TableLedger):
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

    def close(self) -> None:
        """End the choice being read: what follows is no option of it."""
        self._close()

    def heading(self, text: str, rank: float, *, raw: str = "") -> None:
        """A heading opens a group; it may label what stands under it. ``rank``: how deep it stands."""
        self._close()
        printed = numbered(raw)
        self._hint = ""
        text = re.sub(r"^\d{1,2}\s+(?=[^\W\d_])", "", text)
        if not text:
            return
        known = next((g for g in self.draft.groups if plain(g.label) == plain(text)), None)
        if known is None:
            known = DraftGroup(unique(slug(text, 3), [g.id for g in self.draft.groups]), text)
            known.wordings = tuple(dict.fromkeys(w for w in (shorter(text), printed) if w))
            self.draft.groups.append(known)
        if printed:
            self._printed[text] = printed
        self._group = self._section = known.id
        self.rank = rank
        self._pending, self._fresh, self._required, self._note = [text], True, "*" in text, ""
        self._last = None

    def question(self, text: str, *, raw: str) -> None:
        """A question with its own answer: it labels what follows, under the heading in force."""
        self._fresh = False
        self.label(text, raw=raw)

    def label(self, text: str, *, raw: str) -> None:
        """Words that label what follows."""
        self._close()
        if printed := numbered(raw):
            self._printed[text] = printed
        self._pending = [*self._pending[:1], text] if self._fresh else [text]
        self._required = raw.rstrip(" :").endswith("*")
        self._hint = raw
        self._last, self._room_taken = None, False

    def words(self, text: str) -> None:
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

    def room(self, lines: int = 0) -> None:
        """A frame or several empty lines: a long answer to the pending words. ``lines``: how many, 0 if unknown."""
        self._close()
        if not self._pending and self._note and not self._room_taken:
            self._pending = [self._note]
        if not self._pending:
            return
        made = self._answer(room=True, tall=lines > 3)
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

    def more_leaders(self) -> None:
        """A line of nothing but tabs: leaders, when something waits for them or has begun on them."""
        if self.asking or (self._last is not None and not self._pending):
            self.leaders(item=False)

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

    def gap(self, gap: Asked, *, context: str = "") -> None:
        """A gap with the words before it on its line; ``context``: what the first label of the line began with."""
        self._close()
        label = gap.label or (self._pending[-1] if self._pending else "")
        text = plain(label)
        if re.match(r"^fait,? (?:a|en|le)\b", text) or text in ("a", "fait"):
            self._place_and_date(label, gap)
            return
        if self._follows(label, text, gap):
            return
        last = self._last
        if text in ("le", "date", "en date du", "ce") and last is not None and last.name == "lieu":
            self._add(Drafted("Date", "date", last.group, "date"))
            return
        if not label:
            return
        self._required = gap.required or self._required
        made = self.cell_field(label, raw=label, day=gap.day)
        if made is None:
            return
        _by_unit(made, gap)
        if context and made.kind == "text" and kind_of(context) in ("int", "amount", "date"):
            made.kind = kind_of(context)
            made.label, made.wordings = f"{context} — {label}", [label]

    def _follows(self, label: str, text: str, gap: Asked) -> bool:
        """A gap that goes on with the field before it: « du … au … », « Si oui, précisez : … »."""
        last = self.draft.fields[-1] if self.draft.fields else None
        if last is None:
            return False
        if text == "au" and last.kind == "text" and plain(last.label).endswith(" du"):
            last.kind = "date"
        if text == "au" and last.kind == "date":
            name = f"{last.name or slug(last.label)}_fin"
            self._add(Drafted(f"{last.label} … au", "date", last.group, name, [label]))
            return True
        if last.kind in ("yesno", "choice", "multichoice") and _MORE.match(text):
            name = f"{slug(last.label)}_precisions"
            made = Drafted(label, _kind_of_more(text), last.group, name)
            _by_unit(made, gap)
            self._add(made)
            return True
        return False

    def detail(self, gap: Asked) -> None:
        """« Si oui, précisez : …… » behind a choice."""
        owner = self._open
        if owner is None:
            return
        said = gap.label or "précisions"
        made = Drafted(
            f"{owner.label} — {said}",
            "date" if gap.day else _kind_of_more(plain(said)),
            owner.group,
            f"{slug(owner.label)}_{slug(said, 2)}",
            [gap.label] if len(gap.label) > 5 else [],
        )
        _by_unit(made, gap)
        self.draft.fields.append(made)

    def choice(self, cut: Boxes, *, radio: bool) -> None:
        """A line of boxes: the options of a new choice, or more of the one being read."""
        if self._open is None or cut.label:
            label = cut.label or (self._pending[-1] if self._pending else self._note)
            if not label or (not cut.options and not cut.label):
                return
            self._close()
            self._hint = f"{self._hint} {label}"
            made = Drafted(label, "choice", self._group, required=self._required)
            if not cut.label:
                self._under_heading(made, room=True)
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


def _by_unit(made: Drafted, gap: Asked) -> None:
    """« …… € », « …… mois »: the unit after a gap tells an amount or a number."""
    if made.kind == "text" and gap.unit:
        if gap.unit.startswith(("€", "eur", "chf")):
            made.kind = "amount"
        elif gap.unit in _COUNTED:
            made.kind = "int"


def _kind_of_more(text: str) -> Kind:
    """Return the kind of « Si oui, montant : …… »."""
    kind = kind_of(_MORE.sub("", text).strip(" ,:"))
    if " et " in text:
        return "text"  # « année et montant »
    return kind if kind in ("amount", "date", "int", "email", "phone", "url") else "text"


def _asks_title(cut: Boxes) -> bool:
    return all(plain(option.label) in _TITLES for option in cut.options)
