"""Pictures of the answers to read again, cut out of the pages they stand on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

from ami_cli.app import crops, judge
from ami_cli.app.campaigns import Definition, load
from ami_cli.app.ingest import Options, ingest, plan
from ami_cli.errors import UsageError
from ami_cli.store import Store, open_store

SAMPLE = Path(__file__).parents[2] / "samples/dossiers/04 Saint-Omer"
OPTIONS = Options(jobs=0)


@pytest.fixture
def definition() -> Definition:
    return load("territoires-participatifs-2021")


@pytest.fixture
def store(tmp_path: Path, definition: Definition):
    """A store that has read a PDF form, kept in a folder of the test."""
    shutil.copytree(SAMPLE, tmp_path / "lot" / SAMPLE.name)
    opened = open_store(str(tmp_path / "ami.sqlite"), create=True)
    made = plan([tmp_path / "lot"], opened, definition, OPTIONS)
    list(ingest(made, opened, definition, OPTIONS, lambda _done, _all: None))
    yield opened
    opened.close()


def test_a_picture_per_doubtful_answer_of_a_page(
    store: Store, definition: Definition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crops, "DOUBTED", 2.0)  # a clear form: doubt every answer
    case = judge.cases(store, definition)[0]
    written = crops.crop_doubts(store, definition, case, tmp_path / "images", OPTIONS)
    asked = {
        f"04_Saint-Omer-{path}.png"
        for path, answer in case.candidature.answers.items()
        if answer.status == "read" and any(e.page and e.box for e in answer.evidence)
    }
    assert {p.name for p in written} == asked
    assert "04_Saint-Omer-elu.nom.png" in asked
    with Image.open(tmp_path / "images" / "04_Saint-Omer-elu.nom.png") as picture:
        assert picture.format == "PNG"
        assert picture.convert("L").getextrema()[0] < 128  # something is written there


def test_a_clear_form_asks_for_no_picture(
    store: Store, definition: Definition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crops, "DOUBTED", 0.0)
    case = judge.cases(store, definition)[0]
    assert crops.crop_doubts(store, definition, case, tmp_path / "images", OPTIONS) == []


def test_a_dossier_that_was_moved_is_said(
    store: Store, definition: Definition, tmp_path: Path
) -> None:
    case = judge.cases(store, definition)[0]
    shutil.rmtree(tmp_path / "lot")
    with pytest.raises(UsageError, match="ne sont plus là où ils ont été lus"):
        crops.crop_doubts(store, definition, case, tmp_path / "images", OPTIONS)
