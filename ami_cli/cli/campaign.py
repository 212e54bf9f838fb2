"""Commands about the definition of a call."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ami_cli.cli.common import Run, common
from ami_cli.console.help import FrenchCommand, FrenchGroup
from ami_cli.console.out import note, say_json, table
from ami_cli.errors import ExitCode

app = typer.Typer(
    cls=FrenchGroup,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Montre, vérifie, essaie ou ébauche la définition d'un appel.",
)
_Name = Annotated[
    str, typer.Argument(metavar="APPEL", help="Nom ou dossier (celui de --campaign par défaut).")
]


@app.command("show", cls=FrenchCommand)
@common
def show(run: Run, name: _Name = "") -> int:
    """Montre un appel : ses champs, leurs codes, ses règles, le barème du jury."""
    from ami_cli.app.campaigns import load
    from ami_cli.console.campaign import show_campaign

    definition = load(name or run.campaign)
    if run.json:
        say_json(definition.campaign.model_dump(mode="json"))
    else:
        show_campaign(definition.campaign)
    return ExitCode.DONE


@app.command("check", cls=FrenchCommand)
@common
def check(run: Run, name: _Name = "") -> int:
    """Vérifie la définition d'un appel et dit toutes ses erreurs d'un coup."""
    from ami_cli.app.campaigns import load

    definition = load(name or run.campaign)
    if not run.quiet:
        note(f"{definition.campaign.id} : aucune erreur.")
    return ExitCode.DONE


@app.command("list", cls=FrenchCommand)
@common
def list_(run: Run) -> int:
    """Donne les appels fournis avec le programme."""
    from ami_cli.app.campaigns import load, names

    rows = [(name, load(name).campaign.title) for name in names()]
    if run.json:
        say_json([{"id": name, "title": title} for name, title in rows])
    else:
        table(("appel", "titre"), rows)
    return ExitCode.DONE


@app.command("draft", cls=FrenchCommand)
@common
def draft(
    run: Run,
    blanks: Annotated[
        list[Path],
        typer.Argument(
            metavar="FORMULAIRE…",
            help="Formulaire vierge (.docx, .doc, .pdf, …), le plus riche d'abord.",
        ),
    ],
    out: Annotated[
        Path, typer.Option("-o", "--output", metavar="DOSSIER", help="Dossier à créer.")
    ],
    force: Annotated[
        bool, typer.Option("--force", help="Remplace une définition qui s'y trouve.")
    ] = False,
) -> int:
    """Ébauche la définition d'un appel d'après son formulaire vierge.

    Plusieurs fichiers sont les formats d'un même formulaire. Relisez ensuite campaign.toml.
    """
    from ami_cli.app.drafting.make import draft_to
    from ami_cli.console.campaign import show_draft

    made = draft_to(blanks, out, force=force)
    if run.json:
        say_json({"folder": str(made.folder), "fields": made.fields, "groups": made.groups})
    elif not run.quiet:
        show_draft(made)
    return ExitCode.DONE


@app.command("test", cls=FrenchCommand)
@common
def test(
    run: Run,
    name: Annotated[str, typer.Argument(metavar="APPEL", help="Nom ou dossier de la définition.")],
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="CAS", help="Dossier des cas : expected.json et les dossiers reçus."
        ),
    ],
    jobs: Annotated[int, typer.Option("--jobs", metavar="N", help="Processus de lecture.")] = 1,
) -> int:
    """Essaie une définition sur des dossiers aux réponses connues et explique chaque écart."""
    from ami_cli.app.campaign_test import try_definition
    from ami_cli.app.campaigns import load
    from ami_cli.console.campaign import show_trial, trial_record

    definition = load(name)
    report = try_definition(definition, folder, jobs)
    if run.json:
        say_json(trial_record(report))
    else:
        show_trial(report, definition.campaign, quiet=run.quiet)
    return ExitCode.DONE if report.good else ExitCode.PERSON_NEEDED
