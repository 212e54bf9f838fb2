"""Calls of another nature, read without a line of code: their definitions, dossiers and drafts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ami_cli.app.campaign_test import normal, read, try_definition
from ami_cli.app.campaigns import load
from ami_cli.app.drafting.make import draft_to
from ami_cli.app.export import export
from ami_cli.cli.main import app
from ami_cli.errors import UsageError
from benchmarks.draft import measure

CALLS = Path(__file__).parent.parent / "samples" / "calls"
NAMES = ("fonds-velo-2026", "residence-mediatheque-2026")
BUILT_IN = "territoires-participatifs-2021"
LEAST = 0.9  # share of the fields of a definition that a draft finds with their kind


@pytest.mark.parametrize("name", NAMES)
def test_every_value_and_verdict_of_a_call_is_the_expected_one(name: str) -> None:
    report = try_definition(load(str(CALLS / name)), CALLS / name)
    said = [(m.dossier, m.path, m.outcome, m.expected, m.answer.value) for m in report.misses]
    assert (said, report.verdicts, report.lost) == ([], (), ())
    assert report.compared >= 6 * 20


@pytest.mark.parametrize("name", NAMES)
def test_a_call_without_territory_nor_pair_exports_in_every_format(
    name: str, tmp_path: Path
) -> None:
    definition = load(str(CALLS / name))
    found = read(definition, sorted((CALLS / name / "dossiers").iterdir()), 1)
    for kind in ("xlsx", "json", "csv"):
        export(found, definition, kind, str(tmp_path / f"jury.{kind}"))  # type: ignore[arg-type]
        assert (tmp_path / f"jury.{kind}").stat().st_size > 1000
    parts = {(c.judgement.verdict.territoire, c.judgement.verdict.binome) for c in found}
    assert parts == {("eligible", "complet")}  # no rule speaks of them: nothing stands in the way


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["docx", "doc", "pdf"])
def test_a_draft_finds_the_fields_of_the_definition(name: str, form: str) -> None:
    found = measure(
        CALLS / name / "blanks" / f"formulaire.{form}", load(str(CALLS / name)).campaign
    )
    missed = [(m.path, m.kind) for m in found if not m.right]
    assert len(missed) <= (1 - LEAST) * len(found), missed


@pytest.mark.parametrize("form", ["docx", "doc", "pdf"])
@pytest.mark.parametrize("version", ["v1", "v2"])
def test_a_draft_finds_the_fields_of_the_built_in_call(version: str, form: str) -> None:
    definition = load(BUILT_IN)
    found = measure(definition.folder / "blanks" / f"{version}.{form}", definition.campaign)
    missed = [(m.path, m.kind) for m in found if not m.right]
    assert len(missed) <= (1 - LEAST) * len(found), missed


@pytest.mark.parametrize("form", ["docx", "doc", "pdf"])
def test_a_draft_passes_the_check_and_reads_its_dossiers_at_once(form: str, tmp_path: Path) -> None:
    blank = CALLS / "fonds-velo-2026" / "blanks" / f"formulaire.{form}"
    run = CliRunner()
    made = run.invoke(app, ["campaign", "draft", str(blank), "-o", str(tmp_path / "appel")])
    assert made.exit_code == 0, made.output
    checked = run.invoke(app, ["campaign", "check", str(tmp_path / "appel")])
    assert checked.exit_code == 0, checked.output
    shutil.copytree(CALLS / "fonds-velo-2026" / "dossiers", tmp_path / "cas" / "dossiers")
    shutil.copy(CALLS / "fonds-velo-2026" / "expected.json", tmp_path / "cas")
    report = try_definition(load(str(tmp_path / "appel")), tmp_path / "cas")
    assert (report.compared, report.lost) == (231, ())
    assert len(report.misses) <= 0.05 * report.compared, [m.path for m in report.misses]


def test_a_second_draft_does_not_overwrite_what_somebody_has_corrected(tmp_path: Path) -> None:
    blank = CALLS / NAMES[0] / "blanks" / "formulaire.docx"
    draft_to([blank], tmp_path)
    (tmp_path / "campaign.toml").write_text("# corrigé", "utf-8")
    with pytest.raises(UsageError, match="existe déjà"):
        draft_to([blank], tmp_path)
    assert (tmp_path / "campaign.toml").read_text("utf-8") == "# corrigé"


def test_values_are_compared_by_what_they_mean() -> None:
    assert normal("Été, 3 rue  de l’Œuvre", "text") == normal("ete 3 rue de l oeuvre", "text")
    assert normal(["b", "a"], "multichoice") == normal(("a", "b"), "multichoice")
    assert normal(1200, "amount") == normal(1200.0, "amount")
    assert normal("https://www.x.example/", "url") == normal("x.example", "url")
    assert normal(False, "yesno") != normal(None, "yesno")
