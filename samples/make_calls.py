"""Make the blanks and dossiers of the sample calls: ``python -m samples.make_calls`` (LibreOffice needed).

Everything is invented. The definitions (``campaign.toml``) are written by hand and stay as they are.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from samples import residence, velo
from samples.filled import Filled
from samples.make import convert
from samples.sheet import Habit, Sheet

HERE = Path(__file__).parent / "calls"
CALLS: tuple[ModuleType, ...] = (velo, residence)
NAME = "Dossier.docx"


def main() -> int:
    """Make every call anew."""
    for call in CALLS:
        _blanks(call, HERE / call.ID / "blanks")
        _dossiers(call, HERE / call.ID)
    return 0


def _blanks(call: ModuleType, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "formulaire.docx"
    _draw(call, {}, Habit(), 0, path)
    for to in ("pdf", "doc"):
        convert(path, to)


def _dossiers(call: ModuleType, folder: Path) -> None:
    target = folder / "dossiers"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    for case in call.CASES:
        place = target / case.name
        place.mkdir()
        _draw(call, case.said, case.habit, case.seed, place / NAME)
        if case.form != "docx":
            convert(place / NAME, case.form)
            (place / NAME).unlink()
    rows = [f"{case.name},{case.received}" for case in call.CASES]
    (target / "reception.csv").write_text("\n".join(["dossier,recu_le", *rows, ""]), "utf-8")
    text = json.dumps([_expected(case) for case in call.CASES], ensure_ascii=False, indent=1)
    (folder / "expected.json").write_text(text + "\n", "utf-8")


def _draw(call: ModuleType, said: Any, habit: Habit, seed: int, path: Path) -> None:
    sheet = Sheet(said, habit, seed)
    call.draw(sheet)
    sheet.document.save(str(path))


def _expected(case: Filled) -> dict[str, Any]:
    late = case.verdict == "irrecevable"
    return {
        "case": case.name,
        "path": f"{case.name}/",
        "fields": dict(sorted(case.values.items())),
        "verdict": {"delai": "hors_delai" if late else "dans_les_delais", "global": case.verdict},
        "traits": [f"fmt:{'retyped' if case.habit.retyped else case.form}"],
    }


if __name__ == "__main__":
    sys.exit(main())
