"""What is wrong in a definition that has the right shape but contradicts itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ami_cli.forms.words import full_key
from ami_cli.model.campaign import Campaign, FieldSpec, Territory

_READ = (
    "docx",
    "docm",
    "dotx",
    "doc",
    "dot",
    "odt",
    "ott",
    "rtf",
    "pdf",
    "html",
    "htm",
    "txt",
    "md",
)
_ADDED_UP = ("amount", "int")


def contradictions(campaign: Campaign) -> Iterator[str]:
    """Yield every contradiction, each a French sentence that says where it is."""
    yield from _dates(campaign)
    yield from _groups(campaign)
    yield from _blanks(campaign)
    for spec in campaign.fields:
        yield from _codes(spec)
        yield from _useless(spec)
    yield from _same_wordings(campaign)
    yield from _composites(campaign)
    if campaign.territory is not None:
        yield from _territory(campaign.territory)
    for code, times in Counter(c.code for c in campaign.jury.criteria).items():
        if times > 1:
            yield f"critère « {code} » : déclaré {times} fois."


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
        if group.parent == group.id:
            yield f"groupe {group.id} : il est son propre parent."


def _blanks(campaign: Campaign) -> Iterator[str]:
    if not campaign.blanks:
        yield "blanks : il n'y a aucun formulaire vierge ; ajoutez [[blanks]] avec id et files."
    for blank in campaign.blanks:
        if not blank.files:
            yield f"blanks.{blank.id} : files ne nomme aucun fichier."
        for name in blank.files:
            if name.rpartition(".")[2].lower() not in _READ:
                yield f"blanks.{blank.id} : « {name} » n'est ni un Word, ni un PDF, ni un OpenDocument."


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


def _useless(spec: FieldSpec) -> Iterator[str]:
    """Words that this kind of field does not read: probably the kind is wrong."""
    if spec.choices and spec.kind not in ("choice", "multichoice", "departement"):
        yield f"champ {spec.path} : choices n'a pas de sens avec kind = « {spec.kind} » ; mettez choice ou multichoice."
    if spec.columns and spec.kind not in ("table", "grid"):
        yield f"champ {spec.path} : columns n'a pas de sens avec kind = « {spec.kind} » ; mettez table ou grid."
    if spec.statement and spec.kind != "yesno":
        yield f"champ {spec.path} : statement (phrase à cocher) demande kind = « yesno »."
    if spec.other_field and not any(choice.free for choice in spec.choices):
        yield f"champ {spec.path} : other_field est donné, mais aucune option n'a free = true."
    for column in spec.columns:
        if column.total and column.kind not in _ADDED_UP:
            yield (
                f"champ {spec.path}, colonne « {column.code} » : total = true demande une colonne de nombres"
                " (kind = « amount » ou « int »)."
            )


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


def _composites(campaign: Campaign) -> Iterator[str]:
    for composite in campaign.composites:
        label = composite.wordings[0] if composite.wordings else "composites"
        if not composite.wordings:
            yield "composites : un libellé composé a besoin de ses mots (wordings)."
        if composite.group and composite.group not in campaign.by_group:
            yield f"« {label} » : le groupe « {composite.group} » n'est pas déclaré."


def _territory(territory: Territory) -> Iterator[str]:
    """Codes that no official list holds."""
    from ami_cli.reference import load
    from ami_cli.reference.atlas import VINTAGES

    if str(territory.vintage) not in VINTAGES:
        yield f"territory : vintage = {territory.vintage} n'est pas connu ({' ou '.join(VINTAGES)})."
    known = load.departements()
    regions = {one.region: one.region_name for one in known.values()}
    for code in territory.regions:
        if code not in regions:
            yield f"territory : la région « {code} » n'existe pas (codes INSEE : 32 pour {regions.get('32', '')})."
    for code in territory.departements:
        if code not in known:
            yield f"territory : le département « {code} » n'existe pas (codes : 02, 59, 2A, 971)."
    sirens = set(load.epci_codes())
    for code in territory.codes:
        if load.row_of(code) is None and code not in sirens:
            yield f"territory : « {code} » n'est ni un code INSEE de commune, ni le SIREN d'une intercommunalité."
