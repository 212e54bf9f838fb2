"""What a person says of a file holds: over its content, over every later reading, until taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from arriving import docx, eml, form, zipped

from ami_cli.app import campaigns
from ami_cli.app.ingest import Options, ingest, plan
from ami_cli.app.role import give
from ami_cli.errors import UsageError
from ami_cli.store import open_store

DEFINITION = campaigns.load(campaigns.DEFAULT)
HERE = Options(jobs=0)


@pytest.fixture
def store(tmp_path):
    opened = open_store(str(tmp_path / "ami.sqlite"), create=True)
    yield opened
    opened.close()


@pytest.fixture
def rue(tmp_path):
    """A dossier of two forms: the second is another commune's, slipped in by mistake."""
    folder = tmp_path / "lot" / "rue"
    folder.mkdir(parents=True)
    (folder / "AMI 1.docx").write_bytes(form("Wicres"))
    (folder / "AMI 2.docx").write_bytes(form("Ham"))
    return folder


def read(store, *paths: Path) -> dict[str, str]:  # type: ignore[no-untyped-def]
    made = plan(paths, store, DEFINITION, HERE)
    lines = ingest(made, store, DEFINITION, HERE, lambda _done, _total: None)
    return {line.dossier: line.status for line in lines}


def say(store, file: str, role: str, dossier: str = "rue") -> bool:  # type: ignore[no-untyped-def]
    made = give(store, DEFINITION, dossier, file, role, by="Léa", reason="appel", options=HERE)
    return made.read_again


def roles(store, dossier: str = "rue") -> dict[str, tuple[str, str | None]]:  # type: ignore[no-untyped-def]
    (reading,) = store.readings(DEFINITION.campaign.id, [dossier])
    return {f.path: (f.role, f.taken_for) for f in reading.files}


def commune(store, dossier: str = "rue") -> list[str]:  # type: ignore[no-untyped-def]
    (reading,) = store.readings(DEFINITION.campaign.id, [dossier])
    return [e.text for e in reading.found.get("collectivite.nom", ())]


def test_a_form_declared_an_attachment_answers_nothing_and_the_other_counts(store, rue):
    read(store, rue.parent)
    before = commune(store)
    winner = "AMI 1.docx" if before == ["Wicres"] else "AMI 2.docx"
    other = "Ham" if before == ["Wicres"] else "Wicres"
    assert say(store, winner, "pièce jointe")
    assert commune(store) == [other]
    assert roles(store)[winner] == ("piece_jointe", "formulaire")


def test_the_decision_survives_every_later_reading_and_can_be_taken_back(store, rue):
    read(store, rue.parent)
    say(store, "AMI 2.docx", "autre")
    assert read(store, rue.parent) == {"rue": "inchange"}
    (rue / "plan.pdf").write_bytes(b"%PDF-1.4 rien")
    assert read(store, rue.parent) == {"rue": "lu"}
    assert roles(store)["AMI 2.docx"] == ("autre", "formulaire")
    assert say(store, "AMI 2.docx", "")
    assert roles(store)["AMI 2.docx"] == ("formulaire", None)
    assert [(c.role, c.seen, c.by, c.reason) for c in store.decided().roles] == [
        ("autre", "formulaire", "Léa", "appel"),
        (None, "autre", "Léa", "appel"),
    ]


def test_it_follows_the_content_and_not_the_name(store, rue):
    read(store, rue.parent)
    say(store, "AMI 2.docx", "autre")
    (rue / "AMI 2.docx").rename(rue / "voisin.docx")
    (rue / "AMI 2.docx").write_bytes(form("Rue la Neuve"))
    read(store, rue.parent)
    assert roles(store) == {
        "AMI 1.docx": ("formulaire", None),
        "AMI 2.docx": ("formulaire", None),
        "voisin.docx": ("autre", "formulaire"),
    }


def test_a_text_declared_the_form_is_read_as_the_form(store, tmp_path):
    (tmp_path / "rue").mkdir()
    short = docx(
        "Nom de la collectivité | Wicres",
        "Intitulé du projet | Une place à vivre",
        *(
            "Cette note décrit le cours d'eau, ses berges et ses crues depuis 1950."
            for _ in range(9)
        ),
    )
    (tmp_path / "rue" / "note.docx").write_bytes(short)
    read(store, tmp_path / "rue")
    assert (roles(store)["note.docx"][0], commune(store)) == ("piece_jointe", [])
    assert say(store, "note.docx", "formulaire")
    assert roles(store)["note.docx"] == ("formulaire", "piece_jointe")
    assert commune(store) == ["Wicres"]


def test_a_file_inside_a_mail_or_an_archive_is_named_by_its_last_part(store, tmp_path):
    raw = zipped({"AMI.docx": form("Wicres"), "bis/AMI.docx": form("Ham"), "c.docx": docx("x")})
    (tmp_path / "rue.eml").write_bytes(eml(attachments={"e.zip": raw}))
    read(store, tmp_path / "rue.eml")
    assert say(store, "c.docx", "courrier")
    assert roles(store)["rue.eml/e.zip/c.docx"] == ("courrier", "piece_jointe")
    with pytest.raises(UsageError, match="Plusieurs fichiers portent ce nom"):
        say(store, "AMI.docx", "autre")
    assert say(store, "rue.eml/e.zip/AMI.docx", "autre")
    assert commune(store) == ["Ham"]


def test_loose_files_of_one_applicant_are_read_again_together(store, tmp_path):
    lot = tmp_path / "lot"
    lot.mkdir()
    for name in ("AMI Rue.docx", "AMI Rue v2.docx", "AMI Ham.docx"):
        (lot / name).write_bytes(form(name[4:-5]))
    read(store, lot)
    assert say(store, "AMI Rue v2.docx", "autre", "AMI Rue v2")
    assert roles(store, "AMI Rue v2") == {
        "AMI Rue v2.docx": ("autre", "formulaire"),
        "AMI Rue.docx": ("formulaire", None),
    }
    assert read(store, lot) == {"AMI Ham": "inchange", "AMI Rue v2": "inchange"}


def test_a_part_of_an_archive_of_several_applicants_is_read_again_alone(store, tmp_path):
    raw = zipped({"Rue/AMI.docx": form("Wicres"), "Ham/AMI.docx": form("Ham")})
    (tmp_path / "lot.zip").write_bytes(raw)
    assert set(read(store, tmp_path / "lot.zip")) == {"Ham", "Rue"}
    assert say(store, "lot.zip/Rue/AMI.docx", "autre", "Rue")
    assert (commune(store, "Rue"), commune(store, "Ham")) == ([], ["Ham"])


def test_when_the_files_are_gone_the_decision_waits_for_them(store, rue, tmp_path):
    read(store, rue.parent)
    rue.parent.rename(tmp_path / "ailleurs")
    assert not say(store, "AMI 2.docx", "autre")
    read(store, tmp_path / "ailleurs" / "rue")
    assert roles(store)["AMI 2.docx"] == ("autre", "formulaire")


def test_a_dossier_copied_elsewhere_is_still_the_same(store, rue, tmp_path):
    import shutil

    read(store, rue.parent)
    say(store, "AMI 2.docx", "autre")
    shutil.copytree(rue, tmp_path / "copie" / "rue")
    assert read(store, tmp_path / "copie" / "rue") == {"rue": "inchange"}


@pytest.mark.parametrize(
    ("file", "role", "said"),
    [
        ("absent.docx", "autre", "Ses fichiers : « AMI 1.docx », « AMI 2.docx »"),
        ("AMI 1.docx", "annexe", "Rôles possibles : formulaire, courrier, piece_jointe"),
    ],
)
def test_what_is_not_known_is_a_mistake_of_the_caller(store, rue, file, role, said):
    read(store, rue.parent)
    with pytest.raises(UsageError, match=said):
        say(store, file, role)
    assert store.decided().roles == ()
