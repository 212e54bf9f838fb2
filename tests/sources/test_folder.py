"""Which dossiers lie in a folder, and what each is made of."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ami_cli.errors import UsageError
from ami_cli.sources.folder import Found, discover, read_bytes, relative

POSIX = pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX systems")


def lay(root: Path, *names: str) -> Path:
    """Make files; a name that ends by / is an empty folder."""
    for name in names:
        path = root / name
        if name.endswith("/"):
            path.mkdir(parents=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"x")
    return root


def seen(found: Found) -> dict[str, list[str]]:
    return {d.name: [relative(d, p) for p in d.files] for d in found.dossiers}


def test_each_folder_is_a_dossier_and_loose_files_are_others(tmp_path):
    lay(
        tmp_path,
        "vis-2/AMI.docx",
        "vis-10/AMI.doc",
        "vis-10/Thumbs.db",
        "Candidature Hérissart.docx",
    )
    lay(tmp_path, "truth.jsonl", "reception.csv", "Thumbs.db", ".git/config", "~$AMI.docx")
    assert seen(discover([tmp_path])) == {
        "vis-2": ["AMI.docx"],
        "vis-10": ["AMI.doc", "Thumbs.db"],
        "Candidature Hérissart": ["Candidature Hérissart.docx"],
    }


def test_folders_inside_a_dossier_belong_to_it(tmp_path):
    lay(tmp_path, "a/AMI.docx", "a/annexes/plan.pdf", "a/annexes/x/y.pdf", "b/c/AMI.docx")
    assert seen(discover([tmp_path])) == {
        "a": ["AMI.docx", "annexes/plan.pdf", "annexes/x/y.pdf"],
        "b": ["c/AMI.docx"],
    }


def test_folders_that_only_sort_dossiers_are_looked_into(tmp_path):
    lay(tmp_path, "Reçus par mail/Rue/AMI.docx", "Reçus par mail/Ham/envoi.zip", "Albert/AMI.docx")
    lay(tmp_path, "Reçus par mail/Bray/plan.pdf", "Reçus par mail/desktop.ini")
    (tmp_path / "Reçus par mail/reception.csv").write_text("dossier,recu_le\nRue,2021-03-15\n")
    found = discover([tmp_path])
    assert seen(found) == {
        "Albert": ["AMI.docx"],
        "Bray": ["plan.pdf"],
        "Ham": ["envoi.zip"],
        "Rue": ["AMI.docx"],
    }
    assert [f"{d.received:%d/%m}" for d in found.dossiers if d.received] == ["15/03"]
    known = discover([tmp_path], {tmp_path / "Reçus par mail"})
    assert set(seen(known)) == {"Albert", "Reçus par mail"}


@pytest.mark.parametrize(
    "names",
    [
        ["Rue/formulaire/AMI.docx", "Rue/annexes/dossier.pdf"],
        ["Rue/Word/AMI.docx", "Rue/PDF/plan.pdf"],
        ["Rue/1er envoi/AMI.docx", "Rue/2e envoi/AMI.docx"],
        ["Rue/envoi du 2 mars/AMI.docx", "Rue/envoi du 10 mars/AMI.docx"],
        ["Rue/version provisoire/AMI.docx", "Rue/version signée/AMI.docx"],
        ["Rue/Word/AMI.docx", "Rue/PDF/AMI.pdf", "Rue/lettre.pdf"],
    ],
)
def test_the_folders_of_one_applicant_are_not(tmp_path, names):
    lay(tmp_path, *names, "Ham/AMI.docx")
    assert set(seen(discover([tmp_path]))) == {"Ham", "Rue"}


def test_a_folder_of_leftovers_holds_nothing(tmp_path):
    lay(tmp_path, "a/Thumbs.db", "a/~$AMI.docx", "a/site.url", "a/page.webloc", "b/AMI.docx")
    found = discover([tmp_path]).dossiers
    assert [(d.name, [p.kind for p in d.problems]) for d in found] == [("a", ["empty"]), ("b", [])]


def test_what_a_compression_or_a_signature_adds_names_nobody(tmp_path):
    lay(tmp_path, "Rue.tar.gz", "AMI Ham.pdf.p7m", "b/AMI.docx")
    assert list(seen(discover([tmp_path]))) == ["b", "AMI Ham", "Rue"]


def test_the_files_of_one_applicant_side_by_side_are_one_dossier(tmp_path):
    lay(tmp_path, "Candidature Hérissart.docx", "Courrier Hérissart signé.pdf")
    lay(tmp_path, "Délibération Hérissart 2021-14.pdf", "Candidature Braine.doc", "Budget.xlsx")
    assert seen(discover([tmp_path])) == {
        "Budget": ["Budget.xlsx"],
        "Candidature Braine": ["Candidature Braine.doc"],
        "Candidature Hérissart": [
            "Candidature Hérissart.docx",
            "Courrier Hérissart signé.pdf",
            "Délibération Hérissart 2021-14.pdf",
        ],
    }


def test_one_form_in_two_formats_or_versions_is_one_dossier(tmp_path):
    lay(tmp_path, "AMI Wicres.docx", "AMI Wicres.pdf", "AMI Wicres (corrigé).docx", "AMI Rue.pdf")
    assert seen(discover([tmp_path])) == {
        "AMI Rue": ["AMI Rue.pdf"],
        "AMI Wicres (corrigé)": ["AMI Wicres (corrigé).docx", "AMI Wicres.docx", "AMI Wicres.pdf"],
    }


def test_a_letter_that_two_applicants_could_claim_stays_alone(tmp_path):
    lay(tmp_path, "AMI Saint-Omer.docx", "AMI Omer.docx", "Courrier Saint-Omer.pdf")
    lay(tmp_path, "Lettre du maire de Lille.pdf")
    assert list(seen(discover([tmp_path]))) == [
        "AMI Omer",
        "AMI Saint-Omer",
        "Courrier Saint-Omer",
        "Lettre du maire de Lille",
    ] or seen(discover([tmp_path]))["AMI Saint-Omer"] == [
        "AMI Saint-Omer.docx",
        "Courrier Saint-Omer.pdf",
    ]


def test_numbers_of_scanners_and_cameras_bring_nobody_together(tmp_path):
    lay(
        tmp_path,
        "doc1618.pdf",
        "doc7951.pdf",
        "IMG_1.jpg",
        "IMG_2.jpg",
        "envoi 1.zip",
        "envoi 2.zip",
    )
    lay(tmp_path, "a/AMI.docx")
    assert len(discover([tmp_path]).dossiers) == 7


def test_mails_side_by_side_are_a_dossier_each(tmp_path):
    lay(tmp_path, "Candidature Rue.eml", "Candidature Rue.msg", "Candidature Ham.eml")
    assert len(discover([tmp_path]).dossiers) == 3


@pytest.mark.parametrize(
    ("names", "count"),
    [
        (["AMI.docx", "courrier.pdf", "Budget.xlsx"], 1),
        (["AMI Rue.docx", "AMI Ham.docx"], 2),
        (["AMI (1ere version).docx", "AMI CORRIGE.docx"], 1),
        (["IMG_1.jpg", "IMG_2.jpg", "IMG_3.jpg"], 1),
        (["AMI.docx", "annexes/plan.pdf"], 1),
        (["AMI.docx", "Rue/AMI.docx"], 2),
        (["message.eml"], 1),
        (["a.eml", "b.eml"], 2),
        (["AMI.docx", "reception.csv", "b.docx"], 2),
    ],
)
def test_a_folder_given_alone_is_one_applicant_or_several(tmp_path, names, count):
    lay(tmp_path, *names)
    assert len(discover([tmp_path]).dossiers) == count


def test_a_folder_known_as_a_dossier_stays_one(tmp_path):
    lay(tmp_path, "vis-1/AMI Rue.docx", "vis-1/AMI Ham.docx")
    assert len(discover([tmp_path / "vis-1"]).dossiers) == 2
    assert seen(discover([tmp_path / "vis-1"], {tmp_path / "vis-1"})) == {
        "vis-1": ["AMI Ham.docx", "AMI Rue.docx"]
    }


def test_a_folder_and_one_inside_it_given_together_are_found_once(tmp_path):
    lay(tmp_path, "a/AMI.docx", "b/AMI.docx")
    assert list(seen(discover([tmp_path, tmp_path / "a", tmp_path / "a" / ".." / "b"]))) == [
        "a",
        "b",
    ]


def test_one_name_twice_gets_a_number(tmp_path):
    lay(tmp_path, "1/vis/AMI.docx", "2/vis/AMI.docx")
    assert list(seen(discover([tmp_path / "1", tmp_path / "2"]))) == ["vis", "vis (2)"]


def test_an_empty_folder_is_a_dossier_with_nothing_in_it(tmp_path):
    lay(tmp_path, "a/", "b/AMI.docx")
    found = discover([tmp_path]).dossiers
    assert [(d.name, [p.kind for p in d.problems]) for d in found] == [("a", ["empty"]), ("b", [])]


def test_what_does_not_exist_is_a_mistake_of_the_caller(tmp_path):
    with pytest.raises(UsageError, match="n'existe pas"):
        discover([tmp_path / "rien"])


def test_reception_dates_reach_their_dossiers(tmp_path):
    lay(tmp_path, "Mairie d'Été/AMI.docx", "Candidature Rue.docx", "sans/AMI.docx")
    (tmp_path / "reception.csv").write_text(
        "\ufeffdossier;recu_le\nmairie d'ete;15/03/2021\nCandidature Rue.docx;2021-03-16T10:00\n"
        "Absente;2021-03-16\n",
        encoding="utf-8",
    )
    found = discover([tmp_path])
    assert found.remarks == ("reception.csv : aucun dossier ne s'appelle « Absente ».",)
    dates = {d.name: d.received and f"{d.received:%d/%m %H:%M %z}" for d in found.dossiers}
    assert dates == {
        "Mairie d'Été": "15/03 00:00 +0100",
        "Candidature Rue": "16/03 10:00 +0100",
        "sans": None,
    }


@POSIX
def test_links_out_of_a_dossier_are_not_followed(tmp_path):
    lay(tmp_path, "secret/mot de passe.txt", "lot/a/AMI.docx")
    (tmp_path / "lot/a/lien.docx").symlink_to(tmp_path / "secret/mot de passe.txt")
    (tmp_path / "lot/a/copie.docx").symlink_to(tmp_path / "lot/a/AMI.docx")
    (tmp_path / "lot/b").symlink_to(tmp_path / "secret")
    (tmp_path / "lot/c.docx").symlink_to(tmp_path / "rien")
    found = discover([tmp_path / "lot"]).dossiers
    assert {
        d.name: ([p.name for p in d.files], [(p.kind, p.file) for p in d.problems]) for d in found
    } == {
        "a": (["AMI.docx"], [("unsafe", "lien.docx")]),
        "b": ([], [("unsafe", "b")]),
        "c": ([], [("unsafe", "c.docx")]),
    }


@POSIX
def test_pipes_are_named_and_never_opened(tmp_path):
    lay(tmp_path, "a/AMI.docx")
    os.mkfifo(tmp_path / "a/tube.docx")
    os.mkfifo(tmp_path / "tube.pdf")
    found = discover([tmp_path]).dossiers
    assert [(d.name, [(p.kind, p.file) for p in d.problems]) for d in found] == [
        ("a", [("unsafe", "tube.docx")]),
        ("tube", [("unsafe", "tube.pdf")]),
    ]
    with pytest.raises(ValueError, match="not a regular file"):
        read_bytes(tmp_path / "tube.pdf", 10)


@POSIX
@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"AMI\nligne.docx", "AMI ligne.docx"),
        ("AMI 🏛️.docx".encode(), "AMI 🏛️.docx"),
        (b"Candidature H\xe9rissart.docx", "Candidature Hérissart.docx"),
        (b"AMI \xe2\x80\xaexcod.docx", "AMI  xcod.docx"),
        ("Été".encode() + b"e\xcc\x81.docx", "Étéé.docx"),
        (b"n" * 250 + b".pdf", "n" * 250 + ".pdf"),
    ],
)
def test_any_name_is_shown_safely_and_its_file_is_read(tmp_path, raw, shown):
    folder = tmp_path / "a"
    folder.mkdir()
    path = os.path.join(os.fsencode(folder), raw)
    try:
        with open(path, "wb") as stream:
            stream.write(b"ici")
    except OSError:
        pytest.skip("this file system refuses the name")
    (dossier,) = discover([folder]).dossiers
    assert [relative(dossier, p) for p in dossier.files] == [shown]
    assert read_bytes(dossier.files[0], 10) == b"ici"


@POSIX
def test_what_may_not_be_opened_is_reported(tmp_path):
    """Run as somebody who is not the owner: root may open everything."""
    lay(tmp_path, "a/ferme/AMI.docx", "a/AMI.docx")
    (tmp_path / "a/ferme").chmod(0)
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        if os.geteuid() == 0:
            for folder in (tmp_path, *tmp_path.parents[:-2]):
                folder.chmod(0o755)
            os.seteuid(65534)
        (dossier,) = discover([tmp_path / "a"], {tmp_path / "a"}).dossiers
        said = [p.name for p in dossier.files], [(p.kind, p.file) for p in dossier.problems]
        os.write(theirs, repr(said).encode())
        os._exit(0)
    os.close(theirs)
    os.waitpid(child, 0)
    (tmp_path / "a/ferme").chmod(0o755)
    assert os.read(ours, 9999) == b"(['AMI.docx'], [('unreadable', 'ferme')])"
