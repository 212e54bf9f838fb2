"""Everything broken and hostile at once, beside ten healthy dossiers."""

from __future__ import annotations

import re
import sys
from dataclasses import replace

import pytest
from arriving import form
from broken import FILES, lay
from dossiers_that_kill import DEATHS, read_or_die

from ami_cli.app import campaigns, pipeline
from ami_cli.app.ingest import Options, ingest, plan
from ami_cli.executors import Guard
from ami_cli.sources.limits import DEFAULT, MB
from ami_cli.store import open_store

# every sentence says what to do next
ADVICE = re.compile(
    r"demand|relance|ouvr(?!e pas)|retire|rédui|vérifi|copie|décompress|garde|envoye|renomm|imprim",
    re.I,
)
NAMES = {f"faute-{number:02d}": name for number, name in enumerate(FILES)}


@pytest.fixture(scope="module")
def everything(tmp_path_factory):
    """Ingest all of it once; return the classes expected and the readings, by dossier."""
    root = tmp_path_factory.mktemp("lot")
    expected = lay(root)
    store = open_store(str(tmp_path_factory.mktemp("magasin") / "ami.sqlite"), create=True)
    definition = campaigns.load(campaigns.DEFAULT)
    options = Options(jobs=2, guard=Guard(60, 1500), limits=replace(DEFAULT, file_bytes=10 * MB))
    made = plan([root], store, definition, options)
    lines = list(ingest(made, store, definition, options, lambda _done, _total: None))
    readings = {r.dossier: r for r in store.readings(definition.campaign.id)}
    store.close()
    return expected, readings, lines


def test_no_dossier_is_lost(everything):
    expected, readings, lines = everything
    assert set(readings) == set(expected) == {line.dossier for line in lines}


def test_ten_healthy_neighbours_are_read(everything):
    _, readings, _ = everything
    for number in range(10):
        reading = readings[f"sain-{number}"]
        assert reading.problems == ()
        assert [f.role for f in reading.files] == ["formulaire"]
        assert reading.found["collectivite.nom"][0].text == f"Commune {number}"


@pytest.mark.parametrize("dossier", [*NAMES, "tube", "lien", "latin"])
def test_each_fault_has_its_class_and_a_sentence(everything, dossier):
    expected, readings, _ = everything
    if dossier not in expected:
        pytest.skip("POSIX only")
    problems = readings[dossier].problems
    allowed = expected[dossier]
    kinds = {p.kind for p in problems} or {""}
    assert kinds <= (allowed or {""}), (NAMES.get(dossier), problems)
    for problem in problems:
        assert len(problem.message) > 20
        assert problem.message.endswith((".", "»"))
        assert ADVICE.search(problem.message), problem.message
        assert problem.file


def test_every_file_is_in_the_record_with_its_digest(everything):
    _, readings, _ = everything
    for dossier in NAMES:
        first = readings[dossier].files[0]
        assert len(first.sha256) == 64
        assert "\n" not in first.path


def test_nothing_of_the_system_got_in(everything):
    _, readings, _ = everything
    assert "root:" not in "".join(r.model_dump_json() for r in readings.values())


@pytest.mark.skipif(sys.platform != "linux", reason="memory of a process is read from /proc")
def test_a_worker_that_dies_costs_one_dossier_said_why(tmp_path, monkeypatch):
    """A crash, a hang and a hoard among ten healthy dossiers, each tried twice."""
    monkeypatch.setattr(pipeline, "read_dossier", read_or_die)
    for name in [*DEATHS, *(f"sain-{n}" for n in range(10))]:
        (tmp_path / "lot" / name).mkdir(parents=True)
        (tmp_path / "lot" / name / "AMI.docx").write_bytes(form("Ham"))
    store = open_store(str(tmp_path / "ami.sqlite"), create=True)
    definition = campaigns.load(campaigns.DEFAULT)
    options = Options(jobs=2, guard=Guard(3, 500))
    made = plan([tmp_path / "lot"], store, definition, options)
    lines = list(ingest(made, store, definition, options, lambda _done, _total: None))
    readings = {r.dossier: r for r in store.readings(definition.campaign.id)}
    store.close()
    assert [line.dossier for line in lines] == [d.name for d in made.dossiers]
    assert {d: [p.message for p in readings[d].problems] for d in DEATHS} == {
        "tombe": ["La lecture s'est interrompue deux fois sur ce dossier : ouvrez-le à la main."],
        "pend": [
            "La lecture a dépassé le temps permis : ouvrez le dossier à la main, ou relancez avec un "
            "--timeout plus long."
        ],
        "dévore": [
            "La lecture demande trop de mémoire : ouvrez le dossier à la main, ou relancez avec un "
            "--memory plus grand."
        ],
    }
    assert [readings[d].problems[0].kind for d in DEATHS] == ["unreadable", "timeout", "too_large"]
    for n in range(10):
        assert readings[f"sain-{n}"].found["collectivite.nom"][0].text == "Ham"
