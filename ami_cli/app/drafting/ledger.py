"""What a draft remembers while a form is walked: the heading in force, the words that may label what comes."""

from __future__ import annotations

import re

from ami_cli.app.drafting.kinds import PART_KINDS, composite_of, kind_of, name_of, plain
from ami_cli.app.drafting.lines import Asked, is_yes_no, takes_several
from ami_cli.app.drafting.parts import (
    Draft,
    DraftComposite,
    Drafted,
    DraftGroup,
)
from ami_cli.app.drafting.slugs import slug
from ami_cli.forms.words import STOP, key

_SIGNING = re.compile(r"\b(?:signatures?|engagements?|attestations?|visas?)\b")


class Ledger:
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
        self._printed: dict[str, str] = {}  # labels with the number printed before them
        self._column = False  # a column of its own, where people sign too
        self.rank: float = 9  # how deep the heading in force stands; 9 before the first

    @property
    def waiting(self) -> bool:
        """True while some words wait for an answer."""
        return bool(self._pending)

    @property
    def asking(self) -> bool:
        """True while a label, not just a heading, waits for an answer."""
        return bool(self._pending) and (not self._fresh or len(self._pending) > 1)

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
        if kind == "text" and "€" in re.sub(r"\d\s?€", "", raw):
            kind = "amount"
        if kind == "signature":
            return self.signature(label)
        return self._add(Drafted(label, kind, self._group, name_of(label, kind), required=required))

    def signature(self, label: str) -> Drafted:
        """A place to sign."""
        self._close()
        bare_label = re.sub(
            r"\([^)]*\)|\b(?:signature|cachet|visa|nom|qualité|date)s?\b", " ", label, flags=re.I
        )
        name = slug(bare_label, 2) if set(key(bare_label)) - STOP else "signature"
        return self._add(Drafted(label, "signature", self._signing_group(), name))

    def _answer(self, *, room: bool, tall: bool = False) -> Drafted | None:
        """Make the field that answers the words waiting; ``tall``: more room than a number or a name takes."""
        if not self._pending:
            return None
        label = self._pending[-1]
        cut = composite_of(label)
        if cut is not None and not room:
            return self._composite(label, *cut, required=self._required)
        kind = kind_of(label, room=room)
        if tall and kind in ("amount", "int", "url", "commune", "epci", "departement"):
            kind = "longtext"
        if kind == "signature":
            return self.signature(label)
        made = Drafted(label, kind, self._group, name_of(label, kind), required=self._required)
        self._under_heading(made, room=room)
        return self._add(made)

    def _under_heading(self, made: Drafted, *, room: bool) -> None:
        """The only answer of a section goes by its heading too (told when all are known)."""
        if self._fresh:
            made.main = len(self._pending) == 1
            made.heading = self._pending[0] if room and len(self._pending) > 1 else ""

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
            self._add(Drafted("Date", "date", group, "date", _telling(label)))
        else:
            self._add(Drafted("Fait à", "text", group, "lieu", _telling(label)))

    def _signing_group(self) -> str:
        if self._column:
            return self._group
        current = next((g for g in self.draft.groups if g.id == self._group), None)
        if current is not None and _SIGNING.search(plain(current.label)):
            return current.id
        if not any(g.id == "signature" for g in self.draft.groups):
            self.draft.groups.append(DraftGroup("signature", "Signature"))
        return "signature"

    def _add(self, made: Drafted) -> Drafted:
        if made.label in self._printed:
            made.wordings = [*made.wordings, self._printed[made.label]]
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


def _telling(label: str) -> list[str]:
    """« à », « le » are no labels: they stand everywhere."""
    return [label] if len(plain(label)) > 2 else []
