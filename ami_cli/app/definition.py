"""What is wrong in a definition that has the right shape but contradicts itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ami_cli.forms.words import full_key
from ami_cli.model.campaign import Campaign, FieldSpec


def contradictions(campaign: Campaign) -> Iterator[str]:
    """Yield every contradiction, each a French sentence that says where it is."""
    yield from _dates(campaign)
    yield from _groups(campaign)
    for spec in campaign.fields:
        yield from _codes(spec)
    yield from _same_wordings(campaign)


def _dates(campaign: Campaign) -> Iterator[str]:
    if campaign.deadline.date() < campaign.opened:
        yield "deadline : la date limite précède l'ouverture (opened)."
    try:
        ZoneInfo(campaign.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        yield f"timezone : « {campaign.timezone} » n'est pas un fuseau connu (Europe/Paris)."


def _groups(campaign: Campaign) -> Iterator[str]:
    known = set(campaign.by_group)
    for spec in campaign.fields:
        if spec.group and spec.group not in known:
            yield f"champ {spec.path} : le groupe « {spec.group} » n'est pas déclaré."
    for group in campaign.groups:
        if group.parent and group.parent not in known:
            yield f"groupe {group.id} : parent nomme « {group.parent} », qui n'est pas déclaré."


def _codes(spec: FieldSpec) -> Iterator[str]:
    if spec.kind == "grid" and not spec.rows:
        yield f"champ {spec.path} : une grille a besoin de ses lignes (rows)."
    for what, codes in (
        ("colonne", [c.code for c in spec.columns]),
        ("ligne", [r.code for r in spec.rows]),
    ):
        for code, times in Counter(codes).items():
            if times > 1:
                yield f"{what} de {spec.path} « {code} » : déclarée {times} fois."


def _same_wordings(campaign: Campaign) -> Iterator[str]:
    """Two fields of one group with one wording cannot be told apart."""
    owners: dict[tuple[str, tuple[str, ...]], dict[str, str]] = defaultdict(dict)
    for spec in campaign.fields:
        for wording in spec.wordings:
            if full_key(wording):
                owners[spec.section, full_key(wording)][spec.path] = wording
    for paths in owners.values():
        if len(paths) > 1:
            wording = next(iter(paths.values()))
            yield (
                f"« {wording} » : libellé de {' et de '.join(paths)}, dans le même groupe ;"
                " donnez-leur des groupes différents."
            )
