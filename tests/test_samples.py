"""The whole way, on the sample dossiers: ``ami ingest`` → ``ami validate`` → ``ami export-jury``, by its commands."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from benchmarks.accuracy import compare, read_truth

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
NAMES = [truth["case"] for truth in read_truth(SAMPLES / "expected.json")]


def ami(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ami_cli", *words],
        cwd=folder,
        env={
            "PYTHONPATH": str(ROOT),
            "NO_COLOR": "1",
            "PATH": "/usr/bin:/bin",
            "PYTHONIOENCODING": "utf-8",
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("essai")
    done = ami(folder, "ingest", str(SAMPLES / "dossiers"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == f"{len(NAMES)} dossiers : {len(NAMES)} lus."
    return folder


@pytest.fixture(scope="module")
def records(place) -> list[dict]:
    done = ami(place, "export-jury", "json", "-o", "-")
    assert done.returncode == 0
    return json.loads(done.stdout)


def test_every_value_and_verdict_is_the_expected_one(records):
    report = compare(read_truth(SAMPLES / "expected.json"), records)
    assert report.lost == []
    assert report.misses == []


def test_a_second_run_reads_nothing_and_says_so(place):
    done = ami(place, "ingest", str(SAMPLES / "dossiers"))
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == (
        f"{len(NAMES)} dossiers : rien de nouveau à lire, {len(NAMES)} inchangés."
    )


def test_validate_asks_for_a_person_where_something_is_not_settled(place):
    done = ami(place, "validate", "06 Corbie")
    assert done.returncode == 1
    assert "[à vérifier] Signatures" in done.stdout
    settled = ami(place, "validate", "01 Hazebrouck")
    assert settled.returncode == 0


def test_every_value_says_where_it_was_read(records):
    for record in records:
        for path, field in record["fields"].items():
            if field["status"] == "read":
                first = field["evidence"][0]
                assert first["place"], (record["dossier"], path)
                assert first["file"] in {f["path"] for f in record["files"]}


def test_the_jury_workbook_has_a_sheet_per_dossier(place):
    done = ami(place, "export-jury", "xlsx", "-o", "jury.xlsx")
    assert done.returncode == 0
    book = openpyxl.load_workbook(place / "jury.xlsx")
    assert {"Candidatures", "Notation"} <= set(book.sheetnames)
    rows = list(book["Candidatures"].iter_rows(values_only=True))
    assert all(any(name in row for row in rows) for name in NAMES)


def test_a_correction_survives_a_new_reading(place):
    done = ami(place, "correct", "02 Rue", "elu.prenom", "Zoé", "--by", "A. Martin")
    assert done.returncode == 0
    again = ami(place, "ingest", "--force", str(SAMPLES / "dossiers" / "02 Rue"))
    assert again.returncode == 0
    shown = ami(place, "export-jury", "json", "-o", "-")
    record = next(r for r in json.loads(shown.stdout) if r["dossier"] == "02 Rue")
    field = record["fields"]["elu.prenom"]
    assert (field["value"], field["status"], field["confidence"]) == ("Zoé", "corrected", 1.0)
    assert len(field["evidence"]) > 1


def test_a_letter_for_each_incomplete_dossier_and_nobody_else(place):
    done = ami(place, "requests", "-o", "demandes", "--before", "2099-01-15")
    assert done.returncode == 0
    assert done.stderr == "2 demandes dans demandes, à honorer le 15/01/2099.\n"
    assert sorted(path.name for path in (place / "demandes").iterdir()) == [
        "04 Saint-Omer.docx",
        "04 Saint-Omer.eml",
        "05 Noyon.docx",
        "05 Noyon.eml",
    ]
    past = ami(place, "requests", "--before", "2020-01-01")
    assert (past.returncode, past.stderr) == (
        2,
        "ami : Le 01/01/2020 est passé : donnez une date à venir.\n",
    )
