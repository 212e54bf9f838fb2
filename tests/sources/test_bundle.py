"""One archive or one mailbox for several applicants."""

from __future__ import annotations

import pytest
from arriving import eml, zipped

from ami_cli.sources.envelope import unpack
from ami_cli.sources.folder import discover, relative
from ami_cli.sources.limits import DEFAULT


def dossiers(path) -> dict[str, list[str]]:  # type: ignore[no-untyped-def]
    """Return what each dossier found in a path is made of, envelopes open."""
    found = {}
    for dossier in discover([path]).dossiers:
        files = [(relative(dossier, p), p.read_bytes()) for p in dossier.files]
        found[dossier.name] = [i.path for i in unpack(files, DEFAULT, dossier.part).items]
    return found


def mailbox(*messages: bytes) -> bytes:
    return b"".join(
        b"From x Mon Mar 15 10:12:00 2021\n" + m.replace(b"\r\n", b"\n") + b"\n" for m in messages
    )


def sent_by(address: str, *names: str) -> bytes:
    raw = eml(attachments=dict.fromkeys(names, b"x"))
    return raw.replace(b"dst@mairie-braine.example", address.encode())


@pytest.mark.parametrize("wrap", ["", "Candidatures 2021/"])
def test_an_archive_of_folders_with_a_form_each_is_several_dossiers(tmp_path, wrap):
    members = {"Rue/AMI.docx": b"1", "Rue/plan.pdf": b"2", "Ham/Candidature.doc": b"3"}
    (tmp_path / "lot.zip").write_bytes(zipped({wrap + n: d for n, d in members.items()}))
    assert dossiers(tmp_path / "lot.zip") == {
        "Ham": ["lot.zip", f"lot.zip/{wrap}Ham/Candidature.doc"],
        "Rue": ["lot.zip", f"lot.zip/{wrap}Rue/AMI.docx", f"lot.zip/{wrap}Rue/plan.pdf"],
    }


@pytest.mark.parametrize(
    "members",
    [
        ["AMI.docx", "annexes/plan.pdf"],
        ["Rue/AMI.docx", "Rue/annexes/plan.pdf"],
        ["form/AMI.docx", "delib/2021-14.pdf", "projet/note.pdf"],
        ["AMI.docx", "Rue/AMI.docx", "Ham/AMI.docx"],
    ],
)
def test_an_archive_of_one_applicant_stays_one_dossier(tmp_path, members):
    (tmp_path / "lot.zip").write_bytes(zipped(dict.fromkeys(members, b"1")))
    assert list(dossiers(tmp_path / "lot.zip")) == ["lot"]


def test_a_mailbox_of_several_collectivites_is_a_dossier_each(tmp_path):
    raw = mailbox(
        sent_by("dst@mairie-rue.example", "AMI.docx"),
        sent_by("participation@cerdd.example"),
        sent_by("maire@mairie-ham.example", "AMI.pdf"),
        sent_by("maire@mairie-rue.example", "courrier.pdf"),
    )
    (tmp_path / "boite.mbox").write_bytes(raw)
    assert dossiers(tmp_path / "boite.mbox") == {
        "boite - message 1": [
            "boite.mbox",
            "boite.mbox/message 1.eml",
            "boite.mbox/message 1.eml/corps.txt",
            "boite.mbox/message 1.eml/AMI.docx",
            "boite.mbox/message 4.eml",
            "boite.mbox/message 4.eml/corps.txt",
            "boite.mbox/message 4.eml/courrier.pdf",
        ],
        "boite - message 3": [
            "boite.mbox",
            "boite.mbox/message 3.eml",
            "boite.mbox/message 3.eml/corps.txt",
            "boite.mbox/message 3.eml/AMI.pdf",
        ],
    }


def test_an_exchange_with_one_applicant_stays_one_dossier(tmp_path):
    raw = mailbox(
        sent_by("dst@mairie-rue.example", "AMI.docx"),
        sent_by("participation@cerdd.example"),
        sent_by("dgs@mairie-rue.example", "AMI v2.docx"),
    )
    (tmp_path / "boite.mbox").write_bytes(raw)
    assert list(dossiers(tmp_path / "boite.mbox")) == ["boite"]
