"""What every dossier of a campaign needs, prepared once per process."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from ami_cli import readers
from ami_cli.app import campaigns
from ami_cli.forms.key import Key, prepare


@lru_cache(maxsize=2)
def campaign_key(folder: Path) -> Key:
    """Return the prepared key of a campaign, its blanks read with the same readers as returns."""
    definition = campaigns.load(str(folder), with_rules=False)
    blanks = {
        blank: tuple(readers.read_path(path) for path in paths)
        for blank, paths in definition.blanks().items()
    }
    return prepare(definition.campaign, blanks)


@lru_cache(maxsize=2)
def blank_pages(folder: Path) -> tuple[bytes, ...]:
    """Return the bytes of the blank PDF files, for registering scans on them."""
    definition = campaigns.load(str(folder), with_rules=False)
    paths = [path for group in definition.blanks().values() for path in group]
    return tuple(path.read_bytes() for path in paths if path.suffix.lower() == ".pdf")
