"""The options that every command takes, before it or after it."""

from __future__ import annotations

import functools
import inspect
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any

import typer

DEFAULT_STORE = "ami.sqlite"
DEFAULT_CAMPAIGN = "territoires-participatifs-2021"


@dataclass(frozen=True)
class Run:
    """What the common options say; a command gets it as its first argument."""

    store: str = DEFAULT_STORE
    campaign: str = DEFAULT_CAMPAIGN
    json: bool = False
    quiet: bool = False
    verbose: bool = False

    def definition(self) -> Any:
        """Load the campaign."""
        from ami_cli.app.campaigns import load

        return load(self.campaign)

    @contextmanager
    def opened(self, create: bool = False) -> Iterator[Any]:
        """Yield the open store, closed whatever happens."""
        from ami_cli.store import open_store

        store = open_store(self.store, create)
        try:
            yield store
        finally:
            store.close()


_Store = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="CHEMIN",
        help=f"Magasin : un fichier ({DEFAULT_STORE} par défaut) ou l'adresse d'une base. "
        "[variable AMI_STORE]",
    ),
]
_Campaign = Annotated[
    str | None,
    typer.Option(
        "--campaign",
        metavar="NOM",
        help=f"Appel : un nom ou un dossier ({DEFAULT_CAMPAIGN} par défaut). "
        "[variable AMI_CAMPAIGN]",
    ),
]
_Json = Annotated[bool, typer.Option("--json", help="Répond en JSON.")]
_Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="N'affiche que l'essentiel.")]
_Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Détaille les erreurs.")]
PasswordFile = Annotated[
    Path | None,
    typer.Option(
        "--password-file",
        metavar="FICHIER",
        help="Mots de passe à essayer sur les fichiers protégés, un par ligne.",
    ),
]
_VARIABLES = {"store": "AMI_STORE", "campaign": "AMI_CAMPAIGN"}
_OPTIONS: dict[str, tuple[Any, Any]] = {
    "store": (_Store, None),
    "campaign": (_Campaign, None),
    "json": (_Json, False),
    "quiet": (_Quiet, False),
    "verbose": (_Verbose, False),
}


def common(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the common options; it receives them together, as a ``Run``."""

    @functools.wraps(function)
    def wrapper(ctx: typer.Context, **given: Any) -> Any:
        said = {name: given.pop(name) for name in _OPTIONS}
        run = _merge(ctx.obj or {}, said)
        return function(run, **given)

    signature = inspect.signature(function, eval_str=True)
    own = [p.replace(kind=p.KEYWORD_ONLY) for p in list(signature.parameters.values())[1:]]
    context = inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    parameters = [context, *own, *_parameters()]
    setattr(wrapper, "__signature__", inspect.Signature(parameters))  # noqa: B010 - not declared
    wrapper.__annotations__ = {p.name: p.annotation for p in parameters}
    return wrapper


def remember(ctx: typer.Context, **given: Any) -> None:
    """Keep the common options given before the command."""
    ctx.obj = given


setattr(  # noqa: B010 - not declared by the type of functions
    remember,
    "__signature__",
    inspect.Signature(
        [
            inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context),
            *(
                inspect.Parameter(n, inspect.Parameter.KEYWORD_ONLY, annotation=a, default=d)
                for n, (a, d) in _OPTIONS.items()
            ),
        ]
    ),
)


def _parameters() -> list[inspect.Parameter]:
    return [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=default)
        for name, (kind, default) in _OPTIONS.items()
    ]


def _merge(before: dict[str, Any], after: dict[str, Any]) -> Run:
    """After the command wins over before it, both over the environment, that over the default."""
    said: dict[str, Any] = {
        f.name: after.get(f.name)
        or before.get(f.name)
        or os.environ.get(_VARIABLES.get(f.name, ""))
        for f in fields(Run)
    }
    return Run(**{name: value for name, value in said.items() if value})
