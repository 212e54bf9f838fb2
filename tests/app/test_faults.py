"""Everything broken and hostile at once, beside ten healthy dossiers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from broken import FILES, lay

from ami_cli.app import campaigns
from ami_cli.app.ingest import Options, ingest, plan
from ami_cli.executors import Guard
from ami_cli.sources.limits import DEFAULT, MB
from ami_cli.store import open_store

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
