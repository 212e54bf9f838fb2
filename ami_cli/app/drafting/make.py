"""From blank files to a folder that holds a definition: read, gather, settle, write."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ami_cli.app.drafting.faces import Line, lines_of
from ami_cli.app.drafting.gather import Gatherer
from ami_cli.app.drafting.heads import contact_of, deadline_of, form_title, title_of
from ami_cli.app.drafting.marks import BOX, DAY, GAP
from ami_cli.app.drafting.parts import Draft
from ami_cli.app.drafting.render import Heading, render
from ami_cli.app.drafting.settle import settle
from ami_cli.app.drafting.slugs import slug
from ami_cli.app.drafting.walk import Walker
from ami_cli.errors import MachineError, UsageError
from ami_cli.model.document import Block, Document, Paragraph

ZONE = "Europe/Paris"
_FILE = "campaign.toml"


@dataclass(frozen=True, slots=True)
class Made:
    """What was written: where, and how many fields of how many kinds."""

    folder: Path
    fields: int
    groups: int
    deadline_found: bool


def draft_to(blanks: Sequence[Path], folder: Path, *, force: bool = False) -> Made:
    """Write a definition drafted from one version of a blank (the first file) into a folder.

    Raises:
        UsageError: the folder holds a definition already, or the blank asks for nothing.
        FileProblem: a blank cannot be read.
        MachineError: the folder cannot be written.
    """
    from ami_cli.app.read import read_file

    target = folder / _FILE
    if target.exists() and not force:
        raise UsageError(f"{target} existe déjà : choisissez un autre dossier, ou ajoutez --force.")
    documents = [read_file(path) for path in blanks]
    names = _names(blanks)
    made = draft_of(documents[0])
    if not made.fields:
        raise UsageError(
            f"{blanks[0].name} : aucun champ à remplir n'y a été trouvé. Donnez le formulaire vierge,"
            " en Word ou en PDF avec du texte (pas une image)."
        )
    lines = list(lines_of((*documents[0].margins, *documents[0].blocks)))
    deadline = deadline_of(lines, ZONE)
    heading = Heading(
        id=_id(made.title or blanks[0].stem),
        title=made.title,
        deadline=deadline,
        contact=contact_of(lines),
        annex=made.annex,
        blanks=tuple(names),
        today=date.today(),
    )
    try:
        (folder / "blanks").mkdir(parents=True, exist_ok=True)
        for path, name in zip(blanks, names, strict=True):
            place = folder / "blanks" / name
            if path.resolve() != place.resolve():
                shutil.copyfile(path, place)
        target.write_text(render(made, heading), encoding="utf-8")
    except OSError as error:
        raise MachineError(f"{folder} ne peut pas être écrit ({error.strerror}).") from error
    return Made(folder, len(made.fields), len(made.groups), deadline is not None)


def draft_of(document: Document) -> Draft:
    """Return what a blank form asks for."""
    start = _start(document.blocks)
    gatherer = Gatherer()
    Walker(gatherer).walk(document.blocks[start:])
    draft = gatherer.finish()
    lines = [line for line in lines_of(document.blocks) if not line.empty]
    draft.title = title_of(lines)
    draft.annex = _annex(document.blocks, start)
    return settle(draft)


def _start(blocks: Sequence[Block]) -> int:
    """Return the block after the title of the form; 0 when what precedes it asks for something too."""
    flat: list[tuple[int, Line]] = [
        (n, line)
        for n, block in enumerate(blocks)
        if isinstance(block, Paragraph)
        for line in lines_of([block])
    ]
    at = form_title([line for _, line in flat])
    if at is None:
        return 0
    start = flat[at][0]
    before = list(lines_of(blocks[:start]))
    asks = sum(any(mark in line.text for mark in (GAP, DAY, BOX)) for line in before)
    return 0 if asks > 1 else start + 1


def _annex(blocks: Sequence[Block], start: int) -> str:
    if start == 0:
        return ""
    return next((line.text.strip() for line in lines_of([blocks[start - 1]]) if not line.empty), "")


def _id(title: str) -> str:
    return slug(title, 5).replace("_", "-")


def _names(blanks: Sequence[Path]) -> list[str]:
    """Return the names of the copies: plain letters, one each."""
    names: list[str] = []
    for path in blanks:
        stem = slug(path.stem, 6) if path.stem not in ("v1", "v2") else path.stem
        name = f"{stem}{path.suffix.lower()}"
        names.append(name if name not in names else f"{stem}_{len(names) + 1}{path.suffix.lower()}")
    return names
