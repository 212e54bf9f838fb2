"""How ``ami ingest`` tells what it does: one line per dossier, a total, the exit code."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from ami_cli.app.ingest import Line, Options, Plan, ingest, plan
from ami_cli.cli.common import Run
from ami_cli.console.out import note, paint, say, say_json
from ami_cli.console.progress import bar
from ami_cli.errors import ExitCode, UsageError


def run_ingest(run: Run, paths: list[Path], options: Options) -> int:
    """Ingest and tell; return the exit code."""
    definition = run.definition()
    with run.opened(create=True) as store:
        made = plan(paths, store, definition, options)
        if not made.dossiers:
            raise UsageError("Aucun dossier trouvé ici : donnez le dossier qui les contient.")
        for remark in made.remarks:
            note(remark)
        lines: list[Line] = []
        with bar(not run.quiet) as tick:
            for line in ingest(made, store, definition, options, tick):
                lines.append(line)
                if not run.json and not run.quiet:
                    say(_sentence(line))
    if run.json:
        say_json(_summary(lines))
    else:
        say(_total(lines, made))
    missing = sorted({line.missing for line in lines if line.missing})
    for sentence in missing:
        note(sentence)
    if missing:
        return ExitCode.TOOL_MISSING
    return ExitCode.PERSON_NEEDED if any(line.problems for line in lines) else ExitCode.DONE


def _sentence(line: Line) -> str:
    status = {"lu": "lu", "inchange": "inchangé"}[line.status]
    files = f"{line.files} fichier{'s' if line.files > 1 else ''}"
    problems = paint(f", {line.problems} non lu{_s(line.problems)}", "alerte")
    return f"{line.dossier} : {status}, {files}{problems if line.problems else ''}"


def _total(lines: list[Line], made: Plan) -> str:
    count = Counter(line.status for line in lines)
    problems = sum(1 for line in lines if line.problems)
    read = f"{count['lu']} lu{_s(count['lu'])}" if made.stale else "rien de nouveau à lire"
    same = f", {count['inchange']} inchangé{_s(count['inchange'])}" if count["inchange"] else ""
    faults = f", {problems} à regarder (voyez « ami validate »)" if problems else ""
    return f"{len(lines)} dossier{_s(len(lines))} : {read}{same}{faults}."


def _summary(lines: list[Line]) -> dict[str, Any]:
    return {
        "dossiers": [
            {"dossier": x.dossier, "status": x.status, "files": x.files, "errors": x.problems}
            for x in lines
        ],
        "total": len(lines),
        "read": sum(x.status == "lu" for x in lines),
        "unchanged": sum(x.status == "inchange" for x in lines),
        "with_errors": sum(bool(x.problems) for x in lines),
    }


def _s(number: int) -> str:
    return "s" if number > 1 else ""
