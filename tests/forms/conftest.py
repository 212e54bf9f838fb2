"""Forms written as text in a test's own docstring.

``# Heading`` · ``| cell | cell |`` rows of one table · a blank line ends a table · ``[frame]`` … ``[/frame]``
a framed text · ``**bold**``, ``~~struck~~``, ``__underlined__`` looks · ``{img}`` a picture, ``{img:what it says of itself}`` · ``<br>`` a new
paragraph inside a cell · anything else is a paragraph.
"""

from __future__ import annotations

import inspect
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from ami_cli.forms.assemble import assemble
from ami_cli.forms.key import Key, prepare
from ami_cli.forms.understand import Received, understand
from ami_cli.model.campaign import Campaign
from ami_cli.model.candidature import Candidature
from ami_cli.model.document import (
    Block,
    Cell,
    Document,
    Inline,
    Paragraph,
    Picture,
    Place,
    Row,
    Run,
    Table,
)
from ami_cli.model.dossier import Reading
from ami_cli.readers import read_path

HERE = Path(__file__).resolve().parents[2] / "schemas/campaigns/territoires-participatifs-2021"
LOOK = re.compile(r"(\*\*.+?\*\*|~~.+?~~|__[^_].*?__|\{img(?::[^}]*)?\})")


@pytest.fixture(scope="session")
def campaign() -> Campaign:
    return Campaign.model_validate(tomllib.loads((HERE / "campaign.toml").read_text("utf-8")))


@pytest.fixture(scope="session")
def key(campaign: Campaign) -> Key:
    files = {blank.id: [read_path(HERE / blank.files[0])] for blank in campaign.blanks}
    return prepare(campaign, files)


def paragraph(text: str, path: str) -> Paragraph:
    level = 1 if text.startswith("# ") else 0
    items: list[Inline] = []
    for part in LOOK.split(text.removeprefix("# ")):
        if part.startswith("{img"):
            said = part[1:-1].partition(":")[2]
            items.append(Picture("0" * 64, Place(path), 120, 50, said))
        elif part.startswith("**"):
            items.append(Run(part[2:-2], bold=True))
        elif part.startswith("~~"):
            items.append(Run(part[2:-2], struck=True))
        elif part.startswith("__") and part.endswith("__") and len(part) > 4:
            items.append(Run(part[2:-2], underlined=True))
        elif part:
            items.append(Run(part))
    return Paragraph(tuple(items), Place(path), level)


def table(rows: list[list[str]], path: str) -> Table:
    made = []
    for r, texts in enumerate(rows, 1):
        cells = []
        for c, text in enumerate(texts):
            where = f"{path}/r[{r}]/c[{c + 1}]"
            parts = text.split("<br>")
            blocks = tuple(paragraph(t, f"{where}/p[{n}]") for n, t in enumerate(parts, 1))
            cells.append(Cell(blocks, Place(where), c))
        made.append(Row(tuple(cells), Place(f"{path}/r[{r}]")))
    return Table(tuple(made), Place(path))


def document(text: str, name: str = "formulaire.docx") -> Document:
    return Document(name, "0" * 64, "application/x", tuple(blocks(text)), ("test",))


def blocks(text: str) -> Iterator[Block]:
    rows: list[list[str]] = []
    frame: list[str] | None = None
    for number, line in enumerate([*inspect.cleandoc(text).split("\n"), ""]):
        path = f"body/line[{number}]"
        if line.startswith("| "):
            rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
            continue
        if rows:
            yield table(rows, path)
            rows = []
        if line == "[frame]":
            frame = []
        elif line == "[/frame]" and frame is not None:
            yield table([["<br>".join(frame)]], path)
            frame = None
        elif frame is not None:
            frame.append(line)
        else:
            yield paragraph(line, path)


class Form:
    """A candidature read from text."""

    def __init__(self, candidature: Candidature) -> None:
        self.candidature = candidature

    def __call__(self, *paths: str) -> tuple[object, ...]:
        return tuple(self.candidature[path].value for path in paths)

    def status(self, path: str) -> str:
        return self.candidature[path].status

    def sure(self, path: str) -> float:
        return self.candidature[path].confidence


@pytest.fixture
def form(request: pytest.FixtureRequest, key: Key, campaign: Campaign) -> Form:
    """Read the test's own docstring as one returned form."""
    return read_text(request.function.__doc__ or "", key, campaign)


def read_text(text: str, key: Key, campaign: Campaign) -> Form:
    from ami_cli.forms.locate import locate
    from ami_cli.forms.sheet.units import lay_out
    from ami_cli.forms.view.view import View

    found = locate(View(lay_out(document(text)), key))
    reading = Reading(dossier="essai", campaign=campaign.id, digest="", found=found)
    return Form(assemble(reading, (), campaign))


__all__ = ["Received", "understand"]
