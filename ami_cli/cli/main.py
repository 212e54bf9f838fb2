"""The entry point: every error becomes a French sentence and the exit code of the contract."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

import typer
import typer.main

from ami_cli.cli import campaign, deciding, judging, reading
from ami_cli.cli.common import remember
from ami_cli.console.help import FrenchCommand, FrenchGroup, usage_error
from ami_cli.console.out import note, paint
from ami_cli.errors import AmiError, ExitCode

app = typer.Typer(
    cls=FrenchGroup,
    name="ami",
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
    help="Lit les formulaires de candidature reçus, les juge selon les règles de l'appel et "
    "prépare le classeur du jury.",
)
app.callback()(remember)
for _name, _function in (
    ("ingest", reading.ingest),
    ("validate", judging.validate),
    ("export-jury", judging.export_jury),
    ("show", judging.show),
    ("explain", judging.explain),
    ("requests", judging.requests),
    ("correct", deciding.correct),
    ("derogate", deciding.derogate),
    ("withdraw", deciding.withdraw),
    ("role", deciding.role),
    ("forget", deciding.forget),
    ("read", reading.read),
    ("territoire", reading.territoire),
):
    app.command(_name, cls=FrenchCommand)(_function)
app.add_typer(campaign.app, name="campaign")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; only a broken pipe ends otherwise."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    _prepare_streams()
    try:
        code = _run(arguments)
        sys.stdout.flush()
        return int(code)
    except BrokenPipeError:  # « ami … | head »: the reader has had enough, nothing is wrong
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(ExitCode.DONE)


def _run(arguments: list[str]) -> int:
    verbose = _is_verbose(arguments)
    try:
        return int(_invoke(arguments) or 0)
    except typer.Exit as end:  # --help, completion
        return end.exit_code
    except AmiError as error:
        if verbose:
            _trace()
        _complain(str(error))
        return int(error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        _complain("Interrompu : ce qui était terminé est enregistré, relancez pour la suite.")
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        raise
    except Exception as error:  # the program's edge: nobody shows a traceback to staff
        if hasattr(error, "format_message"):
            said = usage_error(error)
            note(said) if said.startswith("Usage") else _complain(said)
            return int(ExitCode.USAGE)
        if verbose:
            _trace()
        _complain(_unexpected(error))
        return int(ExitCode.MACHINE)


def _invoke(arguments: list[str]) -> Any:
    """Run the command without typer's own error pages, which are English and hide a closed pipe."""
    if "_AMI_COMPLETE" in os.environ:
        return app(args=arguments, prog_name="ami", standalone_mode=False)
    command = typer.main.get_command(app)
    with command.make_context("ami", arguments) as context:
        return command.invoke(context)


def _unexpected(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return (
            f"Le système refuse l'opération ({error.strerror}) : vérifiez le disque et les droits."
        )
    return (
        f"Erreur imprévue ({type(error).__name__}) : relancez avec -v et transmettez le message "
        "au support."
    )


def _is_verbose(arguments: list[str]) -> bool:
    return any(a == "--verbose" or (a[:1] == "-" and a[1:2] != "-" and "v" in a) for a in arguments)


def _complain(text: str) -> None:
    note(f"{paint('ami :', 'mal', sys.stderr)} {text}")


def _trace() -> None:
    import traceback

    traceback.print_exc()


def _prepare_streams() -> None:
    """Write UTF-8 whatever the system's code page is; never fail on a character."""
    for stream, errors in ((sys.stdout, "replace"), (sys.stderr, "backslashreplace")):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors=errors)
