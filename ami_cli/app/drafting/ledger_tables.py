"""Gathers what the tables of a form ask for: people, rows to fill, grids, columns that are forms."""

from __future__ import annotations

from ami_cli.app.drafting.ledger import Ledger
from ami_cli.app.drafting.lines import bare
from ami_cli.app.drafting.parts import DraftColumn, Drafted, DraftGroup
from ami_cli.app.drafting.slugs import slug, unique
from ami_cli.app.drafting.tables import Layout, people_in_rows


class TableLedger(Ledger):
    """Makes fields of whole tables."""

    def column(self, label: str) -> None:
        """Begin a column that is a form of its own, or end the last one."""
        self._close()
        self._group, self._column = self._section, bool(label)
        if label:
            made = DraftGroup(
                unique(slug(label, 3), [g.id for g in self.draft.groups]), label, self._section
            )
            self.draft.groups.append(made)
            self._group = made.id
        self._pending, self._fresh, self._note = ([label] if label else []), False, ""

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
        section = next((g.label for g in self.draft.groups if g.id == self._group), "Tableau")
        heads = ", ".join(c.label for c in made.columns if c.label != "Libellé")
        made.label = words[-1] if words else f"{section} — {heads}"
        self._under_heading(made, room=True)
        made.group = self._group
        self._add(made)
