"""One dossier in the worker: roles, pictures, our own mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest
from arriving import docx, eml, form

from ami_cli.app import campaigns, pictures, pipeline
from ami_cli.app.desk import Job, Outcome
from ami_cli.app.pipeline import read_dossier
from ami_cli.errors import CampaignError, ToolMissing, UnreadableFile
from ami_cli.sources.folder import discover

FOLDER = campaigns.built_in() / campaigns.DEFAULT


def png(width: int, height: int) -> bytes:
    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return b"\x89PNG\r\n\x1a\n" + bytes(4) + b"IHDR" + size + bytes(40)


def jpeg(width: int, height: int) -> bytes:
    frame = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08" + frame + bytes(40)


def read(root: Path, **files: bytes) -> Outcome:
    """Read one dossier; ``_`` in a name stands for a dot."""
    folder = root / "rue"
    folder.mkdir()
    for name, data in files.items():
        (folder / name.replace("_", ".")).write_bytes(data)
    (dossier,) = discover([folder], {folder}).dossiers
    return read_dossier(Job(dossier, "d", FOLDER))


def roles(outcome: Outcome) -> dict[str, str]:
    return {f.path: f.role for f in outcome.reading.files}


@pytest.fixture
def ocr(monkeypatch):
    """Note which pictures are read instead of recognising them."""
    asked: list[str] = []

    def note(source) -> None:  # type: ignore[no-untyped-def]
        if source.media_type.startswith("image/"):
            asked.append(source.name)
            raise UnreadableFile("Rien n'a pu être lu sur cette image : demandez un PDF.")
        return known(source)

    known = pipeline.readers.read
    monkeypatch.setattr(pipeline.readers, "read", note)
    return asked


def test_what_comes_with_a_form_is_told_without_being_read(tmp_path, ocr):
    found = read(
        tmp_path, AMI_docx=form("Rue"), Budget_xlsx=b"PK\x05\x06" + bytes(18),
        vue_png=png(2000, 1414),
        Thumbs_db=b"x", note_pages=b"\0\1" * 99, plan_svg=b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    )  # fmt: skip
    assert roles(found) == {
        "AMI.docx": "formulaire",
        "Budget.xlsx": "piece_jointe",
        "Thumbs.db": "autre",
        "note.pages": "piece_jointe",
        "plan.svg": "piece_jointe",
        "vue.png": "piece_jointe",
    }
    assert found.reading.problems == ()
    assert ocr == []


def test_pictures_are_read_only_when_no_form_is_there(tmp_path, ocr):
    found = read(tmp_path, a_png=png(1414, 2000), b_jpg=jpeg(3000, 4000), logo_png=png(1000, 1414))
    assert ocr == ["a.png", "b.jpg"]
    assert [(p.kind, p.file) for p in found.reading.problems] == [
        ("unreadable", "a.png"),
        ("unreadable", "b.jpg"),
    ]


def test_a_letter_sent_as_a_picture_is_read_beside_the_form(tmp_path, ocr):
    read(tmp_path, AMI_docx=form("Rue"), Courrier_jpg=jpeg(1414, 2000), vue_jpg=jpeg(1414, 2000))
    assert ocr == ["Courrier.jpg"]


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.jpg", jpeg(1414, 2000), True),
        ("a.jpg", jpeg(4000, 3000), True),
        ("a.png", png(1700, 2200), True),
        ("a.jpg", jpeg(4096, 2304), True),
        ("a.jpg", jpeg(300, 424), False),
        ("a.png", png(2000, 2000), False),
        ("bandeau.png", png(3000, 700), False),
        ("photo de la mairie.jpg", jpeg(4000, 3000), False),
        ("a.tif", b"II*\x00" + bytes(50_000), True),
        ("a.jpg", b"\xff\xd8\xff", False),
    ],
)
def test_a_page_is_told_by_its_size(name, data, expected):
    assert pictures.may_be_a_page(name, data) is expected


def test_without_any_form_a_format_that_is_not_read_is_a_problem(tmp_path):
    found = read(
        tmp_path, candidature_pages=b"\0\1" * 99, courrier_docx=docx("Monsieur le Président,")
    )
    assert [(p.kind, p.file) for p in found.reading.problems] == [
        ("unsupported", "candidature.pages")
    ]
    assert found.reading.remarks[-1] == (
        "Aucun formulaire n'a été reconnu dans ce dossier : ouvrez-le."
    )


def test_the_form_in_the_text_of_a_mail_is_read(tmp_path):
    text = (
        "Nom de la collectivité : Rue\nElu : Bruno Guéant\nMotivations : faire avec les habitants"
    )
    found = read(tmp_path, m_eml=eml(text))
    assert [f.path for f in found.reading.files] == ["m.eml", "m.eml/corps.txt"]
    assert roles(found)["m.eml"] == "courriel"


def test_a_missing_tool_is_named_and_the_reading_is_kept(tmp_path, monkeypatch):
    def missing(source) -> None:  # type: ignore[no-untyped-def]
        raise ToolMissing("Pour lire les images, installez ami-cli[ocr].")

    pipeline.campaign_key(FOLDER)
    monkeypatch.setattr(pipeline.readers, "read", missing)
    found = read(tmp_path, AMI_docx=form("Rue"))
    assert found.missing == "Pour lire les images, installez ami-cli[ocr]."
    assert [(p.kind, p.file) for p in found.reading.problems] == [("unreadable", "AMI.docx")]


def test_our_own_mistake_costs_one_dossier_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(pipeline, "understand", lambda *_: 1 / 0)
    found = read(tmp_path, AMI_docx=form("Rue")).reading
    assert [(p.kind, p.file, p.message) for p in found.problems] == [
        (
            "unreadable",
            "rue",
            "La lecture a échoué (ZeroDivisionError) : ouvrez ce dossier à la main.",
        )
    ]
    assert [f.path for f in found.files] == ["AMI.docx"]


def test_a_reader_s_mistake_costs_one_file(tmp_path, monkeypatch):
    known = pipeline.readers.read

    def broken(source) -> object:  # type: ignore[no-untyped-def]
        return 1 / 0 if source.name == "plan.docx" else known(source)

    monkeypatch.setattr(pipeline.readers, "read", broken)
    found = read(tmp_path, AMI_docx=form("Ham"), plan_docx=docx("x")).reading
    assert [(p.kind, p.file) for p in found.problems] == [("corrupt", "plan.docx")]
    assert found.found["collectivite.nom"][0].text == "Ham"


def test_half_characters_do_not_stop_the_store(tmp_path, monkeypatch):
    known = pipeline.understand

    def odd(received, key) -> object:  # type: ignore[no-untyped-def]
        made = known(received, key)
        return pipeline.Understanding(made.files, made.found, ("demi \ud83d caractère",))

    monkeypatch.setattr(pipeline, "understand", odd)
    found = read(tmp_path, AMI_docx=form("Rue")).reading
    assert found.remarks == ("demi ? caractère",)
    assert found.model_dump_json()


def test_a_wrong_definition_is_not_blamed_on_a_dossier(tmp_path):
    (tmp_path / "campaign.toml").write_text("id = 3")
    (tmp_path / "rue").mkdir()
    (tmp_path / "rue" / "AMI.docx").write_bytes(form("Rue"))
    (dossier,) = discover([tmp_path / "rue"]).dossiers
    with pytest.raises(CampaignError):
        read_dossier(Job(dossier, "d", tmp_path))
