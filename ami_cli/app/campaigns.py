"""Finds, loads and checks the definition of a call."""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

import ami_cli
from ami_cli.errors import CampaignError, UsageError
from ami_cli.model.campaign import Campaign

DEFAULT = "territoires-participatifs-2021"
FILE = "campaign.toml"


@dataclass(frozen=True)
class Definition:
    """A campaign, the folder it was read from, and the digest of everything in its definition."""

    campaign: Campaign
    folder: Path
    digest: str

    def blanks(self) -> dict[str, tuple[Path, ...]]:
        """Return the blank files of each version."""
        return {
            blank.id: tuple(self.folder / name for name in blank.files)
            for blank in self.campaign.blanks
        }


def built_in() -> Path:
    """Return the folder of the definitions shipped with the program."""
    package = Path(ami_cli.__file__).parent
    shipped = package / "_schemas" / "campaigns"
    return shipped if shipped.is_dir() else package.parent / "schemas" / "campaigns"


def names() -> list[str]:
    """Return the ids of the definitions shipped with the program."""
    return sorted(path.parent.name for path in built_in().glob(f"*/{FILE}"))


def locate(name: str) -> Path:
    """Return the folder of a campaign given by its id, its folder or its file.

    Raises:
        UsageError: there is none.
    """
    given = Path(name)
    for folder in (built_in() / name, given, given.parent if given.name == FILE else given):
        if os.sep not in name and folder is given and not folder.is_dir():
            continue
        if (folder / FILE).is_file():
            return folder.resolve()
    known = ", ".join(names()) or "aucune"
    raise UsageError(
        f"Campagne « {name} » introuvable : donnez un dossier qui contient {FILE}, ou l'une de "
        f"celles-ci : {known}."
    )


def load(name: str, with_rules: bool = True) -> Definition:
    """Load a campaign and check it; a worker has no use for its rules.

    Raises:
        UsageError: there is none. CampaignError: its mistakes, all of them.
    """
    folder = locate(name)
    try:
        raw = (folder / FILE).read_bytes()
    except OSError as error:
        raise UsageError(f"{folder / FILE} ne peut pas être lu ({error.strerror}).") from error
    try:
        campaign = Campaign.model_validate(tomllib.loads(raw.decode("utf-8-sig")))
        mistakes = list(check(campaign, folder))
        if with_rules:
            mistakes += _contradictions(campaign)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError):
        mistakes = ["?"]
    if mistakes:
        from ami_cli.app.definition_mistakes import mistakes_of

        raise CampaignError(mistakes_of(raw, folder))
    return Definition(campaign, folder, _digest(campaign, folder, raw))


def _contradictions(campaign: Campaign) -> list[str]:
    from ami_cli.app.definition import contradictions
    from ami_cli.rules import registry

    return [*contradictions(campaign), *registry.mistakes(campaign)]


def check(campaign: Campaign, folder: Path) -> Iterator[str]:
    """Yield every mistake that the shape alone does not show."""
    yield from _repeated("champ", [f.path for f in campaign.fields])
    yield from _repeated("groupe", [g.id for g in campaign.groups])
    yield from _repeated("formulaire vierge", [b.id for b in campaign.blanks])
    yield from _repeated("règle", [r.name for r in campaign.rules])
    yield from _fields(campaign)
    for blank in campaign.blanks:
        for name in blank.files:
            if not (folder / name).is_file():
                yield f"blanks.{blank.id} : le fichier « {name} » n'existe pas."
    if campaign.deadline.tzinfo is None:
        yield "deadline : ajoutez le décalage horaire (2021-03-19T23:59:59+01:00)."


def _fields(campaign: Campaign) -> Iterator[str]:
    known = set(campaign.by_path)
    for spec in campaign.fields:
        if spec.kind in ("choice", "multichoice") and not spec.choices:
            yield f"champ {spec.path} : un choix a besoin de ses options (choices)."
        if spec.kind in ("grid", "table") and not spec.columns:
            yield f"champ {spec.path} : un tableau a besoin de ses colonnes (columns)."
        if spec.other_field and spec.other_field not in known:
            yield f"champ {spec.path} : other_field nomme « {spec.other_field} », qui n'existe pas."
        yield from _repeated(f"option de {spec.path}", [c.code for c in spec.choices])
    endings = {path.rpartition(".")[2] for path in known}  # a composite of several groups
    for composite in campaign.composites:
        for path in composite.fields:
            if path not in known | endings and f"{composite.group}.{path}" not in known:
                label = composite.wordings[0] if composite.wordings else "composite"
                yield f"« {label} » : le champ « {path} » n'existe pas."


def _repeated(what: str, values: list[str]) -> Iterator[str]:
    for value, times in Counter(values).items():
        if times > 1:
            yield f"{what} « {value} » : déclaré {times} fois."


def _digest(campaign: Campaign, folder: Path, raw: bytes) -> str:
    total = hashlib.sha256(raw)
    for blank in campaign.blanks:
        for name in blank.files:
            total.update(name.encode())
            total.update(hashlib.sha256((folder / name).read_bytes()).digest())
    return total.hexdigest()
