"""Commands by which a person decides; only ``forget`` erases the history of decisions."""

from __future__ import annotations

from typing import Annotated

import typer

from ami_cli.cli.common import PasswordFile, Run, common
from ami_cli.console.out import note, say_json
from ami_cli.errors import ExitCode, UsageError

_Dossier = Annotated[str, typer.Argument(metavar="DOSSIER", help="Nom du dossier.")]
_By = Annotated[str, typer.Option("--by", metavar="QUI", help="Qui décide.")]
_Reason = Annotated[str, typer.Option("--reason", metavar="MOTIF", help="Pourquoi.")]


@common
def correct(
    run: Run,
    dossier: _Dossier,
    field: Annotated[str, typer.Argument(metavar="CHAMP", help="Chemin du champ (elu.nom).")],
    value: Annotated[str, typer.Argument(metavar="VALEUR", help="La bonne valeur ; '' : aucune.")],
    by: _By,
    reason: _Reason = "",
) -> int:
    """Corrige la valeur d'un champ ; la correction survit aux lectures suivantes."""
    from ami_cli.app import decide

    definition = run.definition()
    with run.opened() as store:
        made = decide.correct(store, definition, dossier, field, value, by=by, reason=reason)
    return _told(run, made, f"{made.dossier} : {field} corrigé par {made.by}.")


@common
def derogate(
    run: Run,
    dossier: _Dossier,
    rule: Annotated[str, typer.Argument(metavar="REGLE", help="Règle à laquelle on déroge.")],
    by: _By,
    reason: _Reason = "",
    revoke: Annotated[bool, typer.Option("--revoke", help="Retire la dérogation.")] = False,
) -> int:
    """Accorde une dérogation à une règle : ses constats ne bloquent plus le dossier."""
    from ami_cli.app import decide

    definition = run.definition()
    with run.opened() as store:
        made = decide.decide(
            store,
            definition,
            dossier,
            "derogation",
            by=by,
            reason=reason,
            rule=rule,
            active=not revoke,
        )
    act = "retirée" if revoke else "accordée"
    return _told(run, made, f"{made.dossier} : dérogation à « {rule} » {act} par {made.by}.")


@common
def withdraw(
    run: Run,
    dossier: _Dossier,
    by: _By,
    reason: _Reason = "",
    revoke: Annotated[bool, typer.Option("--revoke", help="Annule le désistement.")] = False,
) -> int:
    """Note le désistement d'un candidat ; son dossier reste dans le magasin."""
    from ami_cli.app import decide

    definition = run.definition()
    with run.opened() as store:
        made = decide.decide(
            store, definition, dossier, "desistement", by=by, reason=reason, active=not revoke
        )
    act = "annulé" if revoke else "noté"
    return _told(run, made, f"{made.dossier} : désistement {act} par {made.by}.")


@common
def role(  # noqa: PLR0913, PLR0917 - one parameter per word of the command
    run: Run,
    dossier: _Dossier,
    file: Annotated[
        str,
        typer.Argument(metavar="FICHIER", help="Nom du fichier, tel que « ami show » le donne."),
    ],
    by: _By,
    role: Annotated[
        str,
        typer.Argument(
            metavar="ROLE", help="formulaire, courrier, piece_jointe, courriel ou autre."
        ),
    ] = "",
    reason: _Reason = "",
    revoke: Annotated[bool, typer.Option("--revoke", help="Rend le rôle au programme.")] = False,
    password_file: PasswordFile = None,
) -> int:
    """Dit ce qu'est un fichier ; le dossier est relu en conséquence, aux lectures suivantes aussi.

    Un formulaire est lu champ par champ, un courrier donne des signatures ; une pièce jointe et
    un autre fichier ne donnent aucune réponse.
    """
    from ami_cli.app.ingest import Options
    from ami_cli.app.passwords import read_passwords
    from ami_cli.app.role import give
    from ami_cli.model.words import ROLES

    if bool(role) == revoke:
        raise UsageError("Donnez un rôle, ou bien --revoke pour rendre le rôle au programme.")
    definition = run.definition()
    options = Options(jobs=1, passwords=read_passwords(password_file))
    with run.opened() as store:
        made = give(store, definition, dossier, file, role, by=by, reason=reason, options=options)
    what = (
        f"« {made.choice.path} » : {ROLES[made.choice.role]}"
        if made.choice.role
        else (f"« {made.choice.path} » : le rôle redevient celui que lit le programme")
    )
    after = "dossier relu" if made.read_again else "fichiers absents, relancez « ami ingest »"
    said = f"{made.choice.dossier} : {what}, décidé par {made.choice.by} ; {after}."
    return _told(run, made.choice, said)


@common
def forget(run: Run, dossier: _Dossier) -> int:
    """Efface un dossier du magasin, décisions comprises, sans retour possible."""
    from ami_cli.app import decide

    with run.opened() as store:
        name = decide.forget(store, dossier)
    note(
        f"{name} : effacé du magasin. Supprimez aussi ses fichiers et les classeurs produits : "
        "« ami ingest » relirait le dossier."
    )
    return ExitCode.DONE


def _told(run: Run, made: object, sentence: str) -> int:
    if run.json:
        say_json(made.model_dump(mode="json"))  # type: ignore[attr-defined]  # a fact of the store
    elif not run.quiet:
        note(sentence)
    return ExitCode.DONE
