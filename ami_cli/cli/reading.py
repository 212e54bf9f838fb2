"""Commands that read: dossiers, one file, one name."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from ami_cli.cli.common import PasswordFile, Run, common
from ami_cli.console.out import note, say, say_json
from ami_cli.errors import ExitCode

_Limit = {"min": 0, "metavar": "N"}


@common
def ingest(  # noqa: PLR0913, PLR0917 - one parameter per option
    run: Run,
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="CHEMIN", help="Dossiers, fichiers, messages ou archives .zip."),
    ],
    force: Annotated[
        bool, typer.Option("--force", help="Relit même ce qui n'a pas changé.")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option(
            envvar="AMI_JOBS",
            help="Processus de lecture (un par processeur par défaut ; 0 : sans isolement).",
            **_Limit,
        ),
    ] = None,
    timeout: Annotated[
        float, typer.Option(help="Secondes permises par dossier (300 ; 0 : sans limite).", **_Limit)
    ] = 300,
    memory: Annotated[
        int,
        typer.Option(help="Mo de mémoire permis par processus (2048 ; 0 : sans limite).", **_Limit),
    ] = 2048,
    max_size: Annotated[
        int, typer.Option(help="Mo permis par fichier (100) ; le triple par dossier.", **_Limit)
    ] = 100,
    password_file: PasswordFile = None,
) -> int:
    """Lit toutes les candidatures trouvées et garde ce qui a été lu.

    Un dossier par candidat, des fichiers en vrac, des messages (.eml .msg .mbox), des archives
    .zip : donnez le dossier qui les contient. Ce qui n'a pas changé n'est pas relu.
    """
    from ami_cli.app.ingest import options
    from ami_cli.app.passwords import read_passwords
    from ami_cli.cli.ingesting import run_ingest

    chosen = options(
        (os.cpu_count() or 1) if jobs is None else jobs,
        force,
        timeout,
        memory,
        max_size,
        read_passwords(password_file),
    )
    return run_ingest(run, paths, chosen)


@common
def read(
    run: Run,
    files: Annotated[list[Path], typer.Argument(metavar="FICHIER", help="Fichiers à lire.")],
    password_file: PasswordFile = None,
) -> int:
    """Montre ce qui est lu dans un fichier : textes, tableaux, cases, signatures, et où."""
    from ami_cli.app.passwords import read_passwords
    from ami_cli.app.read import read_all
    from ami_cli.console.document import show_document

    code = ExitCode.DONE
    for result in read_all(files, read_passwords(password_file)):
        code = max(code, result.code)
        if run.json:
            say_json(result.record(), indent=None)
        elif result.document is None:
            note(f"{result.file} : {result.message}")
        else:
            show_document(result.file, result.document, result.record())
    return code


@common
def territoire(
    run: Run,
    name: Annotated[str, typer.Argument(metavar="NOM", help="Nom tel qu'il est écrit.")] = "",
    departement: Annotated[str, typer.Option(metavar="CODE", help="Département.")] = "",
    code_postal: Annotated[str, typer.Option(metavar="CODE", help="Code postal.")] = "",
    siren: Annotated[str, typer.Option(metavar="NUMERO", help="SIREN ou SIRET.")] = "",
    kind: Annotated[
        str, typer.Option("--type", metavar="TYPE", help="commune, epci, ou le type coché.")
    ] = "",
    jsonl: Annotated[
        str,
        typer.Option("--jsonl", metavar="FICHIER", help="Un nom par ligne JSON ; - : l'entrée."),
    ] = "",
) -> int:
    """Dit quelle commune ou quel EPCI un nom désigne, et si l'appel lui est ouvert."""
    from ami_cli.app import territoire as use

    area = use.area(run.definition().campaign)
    if jsonl:
        return use.resolve_lines(jsonl, area, sys.stdout)
    found = use.resolve_one(name, area, departement, code_postal, siren, kind)
    if run.json:
        say_json(use.as_record(found))
    else:
        for line in use.sentences(found):
            say(line)
    return use.exit_code(found)
