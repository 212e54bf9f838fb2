"""One open element of a page: how its text shows, and what its end must do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ami_cli.readers.draft import BlockDraft
from ami_cli.readers.html.css import TextStyle
from ami_cli.readers.html.writer import Writer


@dataclass(slots=True)
class Open:
    """An open element; ``ends`` are called in reverse order when it closes."""

    style: TextStyle
    ends: list[Callable[[], None]] = field(default_factory=list)


def redirect(writer: Writer, opened: Open, blocks: list[BlockDraft]) -> None:
    """Send the blocks of an element to ``blocks``."""
    writer.end_paragraph()
    before, writer.blocks = writer.blocks, blocks

    def restore() -> None:
        writer.end_paragraph()
        writer.blocks = before

    opened.ends.append(restore)
