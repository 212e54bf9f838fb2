"""Commands that judge and hand over: findings, one candidature, exports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ami_cli.cli.common import PasswordFile, Run, common
from ami_cli.console.out import note, say, say_json
from ami_cli.errors import ExitCode

_Dossiers = Annotated[
    list[str] | None, typer.Argument(metavar="DOSSIER", help="Dossiers (tous par défaut).")
]
_Crops = Annotated[
    Path | None,
    typer.Option(
        "--crops",
        metavar="DOSSIER",
        help="Y écrit une image de chaque réponse à relire (scans, photos, PDF).",
    ),
]
_Dossier = Annotated[str, typer.Argument(metavar="DOSSIER", help="Nom du dossier.")]


@common
def validate(
    run: Run,
    dossiers: _Dossiers = None,
    rule: Annotated[
        str, typer.Option("--explain", metavar="REGLE", help="Dit ce que vérifie une règle.")
    ] = "",
    strict: Annotated[
        bool, typer.Option("--strict", help="Sort avec 1 si un dossier n'est pas recevable.")
    ] = False,
) -> int:
    """Juge les candidatures selon les règles de l'appel.

    Chaque constat dit sa raison, sa source et l'endroit du document qui le prouve.
    """
    from ami_cli.app import judge
    from ami_cli.cli.showing import explain_rule, show_judgements

    definition = run.definition()
    if rule:
        return explain_rule(rule, definition)
    with run.opened() as store:
        cases = judge.cases(store, definition, dossiers or [])
    show_judgements(run, cases, definition)
    if strict and any(c.judgement.verdict.overall != "recevable" for c in cases):
        return ExitCode.PERSON_NEEDED
    return ExitCode.PERSON_NEEDED if any(c.needs_a_person for c in cases) else ExitCode.DONE


@common
def export_jury(
    run: Run,
    kind: Annotated[str, typer.Argument(metavar="FORMAT", help="xlsx, json, csv ou html.")],
    out: Annotated[
        str,
        typer.Option("-o", "--output", metavar="CHEMIN", help="Fichier à écrire ; - : la sortie."),
    ] = "",
) -> int:
    """Prépare le classeur du jury (xlsx), l'enregistrement (json), un tableau (csv) ou une page (html)."""
    from ami_cli.app import export, judge

    form = export.format_of(kind)
    definition = run.definition()
    with run.opened() as store:
        cases = judge.cases(store, definition)
    target = out or export.default_path(form)
    export.export(cases, definition, form, target)
    if target != export.STDOUT and not run.quiet:
        note(f"{target} : {len(cases)} candidature{'s' if len(cases) > 1 else ''}.")
    return ExitCode.DONE  # handing over is not judging: « ami validate » says who is needed


@common
def show(
    run: Run,
    dossier: _Dossier,
    crops: _Crops = None,
    password_file: PasswordFile = None,
) -> int:
    """Montre une candidature : chaque champ, sa valeur, sa confiance, où elle a été lue."""
    from ami_cli.app import export, judge
    from ami_cli.app.crops import crop_doubts
    from ami_cli.app.ingest import Options
    from ami_cli.app.passwords import read_passwords
    from ami_cli.cli.showing import show_one

    definition = run.definition()
    with run.opened() as store:
        case = judge.cases(store, definition, [dossier])[0]
        decided = store.decided()
        if crops is not None:
            options = Options(jobs=1, passwords=read_passwords(password_file))
            made = crop_doubts(store, definition, case, crops, options)
            if not run.quiet:
                note(f"{crops} : {len(made)} image{'s' if len(made) > 1 else ''} à relire.")
    if run.json:
        say_json(export.records([case], definition)[0])
    else:
        show_one(case, decided, definition)
    return ExitCode.PERSON_NEEDED if case.needs_a_person else ExitCode.DONE


@common
def explain(
    run: Run,
    dossier: _Dossier,
    field: Annotated[str, typer.Argument(metavar="CHAMP", help="Chemin du champ (elu.nom).")],
) -> int:
    """Dit pourquoi un champ a sa valeur : ce qui a été cherché, vu, retenu ou écarté, et que faire."""
    from ami_cli.app import decide, export, judge
    from ami_cli.console.why import show_why

    definition = run.definition()
    decide.require_field(field, definition)
    with run.opened() as store:
        case = judge.cases(store, definition, [dossier])[0]
    if run.json:
        say_json(export.records([case], definition)[0]["fields"][field])
    else:
        spec = definition.campaign.by_path[field]
        say(f"{case.candidature.dossier} · {field}")
        show_why(case.candidature[field], spec, definition.campaign)
    return ExitCode.DONE


@common
def requests(
    run: Run,
    folder: Annotated[
        str, typer.Option("-o", "--output", metavar="DOSSIER", help="Où écrire les lettres.")
    ] = "demandes",
    until: Annotated[
        str, typer.Option("--before", metavar="JOUR", help="Répondre avant (15 jours par défaut).")
    ] = "",
) -> int:
    """Écrit à chaque candidat incomplet ce qui manque, et pour quand (lettre et courriel)."""
    from datetime import date
    from pathlib import Path

    from ami_cli.app import judge
    from ami_cli.app.requests import write_requests

    definition = run.definition()
    with run.opened() as store:
        cases = judge.cases(store, definition)
    written, day = write_requests(cases, definition, Path(folder), until, date.today())
    letters = len(written) // 2
    note(f"{letters} demande{'s' * (letters > 1)} dans {folder}, à honorer le {day:%d/%m/%Y}.")
    return ExitCode.DONE
