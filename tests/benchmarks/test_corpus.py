"""The measure of readers against a reference folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("benchmarks.corpus", reason="benchmarks are not installed with the program")

from benchmarks.__main__ import main
from benchmarks.corpus import same_words, words_of

HTML = "<html><body><p>Commune de Vimy en Artois</p><table><tr><td>Nom</td><td>{}</td></tr></table>"
TEXT = "Commune de Vimy en Artois, Nom : Leroy Anne"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two readable files, one of which misses a word and a cell, an empty one and a damaged one."""
    for sub in ("doc", "reference"):
        (tmp_path / sub).mkdir()
    (tmp_path / "doc" / "bon.doc").write_text(HTML.format("Leroy Anne"), encoding="utf-8")
    (tmp_path / "doc" / "perdu.doc").write_text(HTML.format("Anne"), encoding="utf-8")
    (tmp_path / "doc" / "vide.doc").write_bytes(b"")
    (tmp_path / "doc" / "casse.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    texts = dict.fromkeys(("bon.doc", "perdu.doc", "vide.doc", "casse.doc"), TEXT)
    cells = {name: ["Nom", "Leroy  Anne", ""] for name in ("bon.doc", "perdu.doc")}
    for kind, content in (("text", texts), ("cells", cells)):
        path = tmp_path / "reference" / f"doc_{kind}_libreoffice.json"
        path.write_text(json.dumps(content), encoding="utf-8")
    return tmp_path


def test_recall_and_errors(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["corpus", str(folder), "--json"]) == 0
    got = json.loads(capsys.readouterr().out)
    assert got.pop("median_ms") > 0
    assert got.pop("p95_ms") > 0
    assert got == {
        "format": "doc",
        "files": 4,
        "errors": {"empty": 1, "corrupt": 1},
        "scored": 2,
        "word_recall": pytest.approx((1 + 5 / 6) / 2),
        "files_095": 0.5,
        "word_recall_pooled": pytest.approx(11 / 12),
        "cell_recall": pytest.approx(0.75),
        "cell_recall_pooled": pytest.approx(0.75),
        "cell_recall_letters": pytest.approx(0.75),
        "cell_files": 2,
    }


def test_tables_in_cells_and_figures_computed_anew_cost_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inner = "<table><tr><td>Nom</td><td>Leroy</td></tr></table>"
    outer = f"<table><tr><td>Page 2</td><td>Avant {inner} après</td></tr></table>"
    for sub in ("doc", "reference"):
        (tmp_path / sub).mkdir()
    (tmp_path / "doc" / "table.doc").write_text(f"<html><body>{outer}</body></html>")
    cells = {"table.doc": ["Page 0", "Avant Nom Leroy après", "Nom", "Leroy"]}
    reference = tmp_path / "reference" / "doc_cells_libreoffice.json"
    reference.write_text(json.dumps(cells), encoding="utf-8")
    assert main(["corpus", str(tmp_path), "--json"]) == 0
    got = json.loads(capsys.readouterr().out)
    assert (got["cell_recall"], got["cell_recall_letters"]) == (0.75, 1.0)


def test_the_worst_files_are_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["corpus", str(folder), "--worst", "1"]) == 0
    worst = capsys.readouterr().out.splitlines()[-1]
    assert worst.split(" ms ")[1] == "perdu.doc: leroy, [leroy anne]"


def test_an_unknown_measure_lists_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rien"]) == 2
    assert "corpus" in capsys.readouterr().err.split()


def test_words_and_cells_are_compared_without_marks() -> None:
    assert words_of("L’élu·e DE Vimy, l’élu") == {"élu": 2, "vimy": 1}
    assert same_words(" Leroy,\n Anne (59)") == "leroy anne 59"
