"""Commands by which a person decides; only ``forget`` erases the history of decisions."""

from __future__ import annotations

from typing import Annotated

import typer

from ami_cli.cli.common import Run, common
from ami_cli.console.out import note, say_json
from ami_cli.errors import ExitCode

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
