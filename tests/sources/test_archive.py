"""Archives: what comes out, what never does."""

from __future__ import annotations

import io
import stat
import zipfile
from dataclasses import replace

import pytest
from arriving import docx, eml, zipped

from ami_cli.sources.envelope import Unpacked, unpack
from ami_cli.sources.limits import DEFAULT


def paths(out: Unpacked) -> list[str]:
    return [item.path for item in out.items]


def faults(out: Unpacked) -> list[tuple[str, str]]:
    return [(p.kind, p.file) for p in out.problems]


def test_an_archive_gives_its_files_without_what_a_mac_adds():
    raw = zipped({"AMI.docx": b"1", "__MACOSX/._AMI.docx": b"2", "annexes/plan.pdf": b"3"})
    out = unpack([("envoi.zip", raw)])
    assert paths(out) == ["envoi.zip", "envoi.zip/AMI.docx", "envoi.zip/annexes/plan.pdf"]
    assert out.envelopes == {"envoi.zip": "application/zip"}


def test_a_word_file_is_not_an_archive():
    assert unpack([("AMI.docx", docx("Bonjour"))]).envelopes == {}


def test_a_mail_in_an_archive_in_a_mail_is_opened():
    inner = zipped({"m.eml": eml(attachments={"AMI.docx": b"1"})})
    out = unpack(
        [("m.eml", eml(attachments={"a.zip": inner}, date="Thu, 1 Apr 2021 10:00:00 +0200"))]
    )
    assert paths(out)[-1] == "m.eml/a.zip/m.eml/AMI.docx"
    assert f"{out.items[-1].received:%d/%m}" == "15/03"


def test_an_archive_in_an_archive_is_opened_and_a_third_is_not():
    raw = zipped({"3.zip": zipped({"AMI.docx": b"1"})})
    assert paths(unpack([("2.zip", raw)]))[-1] == "2.zip/3.zip/AMI.docx"
    out = unpack([("1.zip", zipped({"2.zip": raw}))])
    assert paths(out)[-1] == "1.zip/2.zip/3.zip"
    assert faults(out) == [("too_large", "1.zip/2.zip/3.zip")]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../AMI.docx", "../../AMI.docx"),
        ("/etc/AMI.docx", "/etc/AMI.docx"),
        ("C:\\AMI.docx", "C:\\AMI.docx"),
        ("a\\..\\..\\AMI.docx", "a\\..\\..\\AMI.docx"),
        ("a/NUL", "a/NUL"),
        ("com1.docx", "com1.docx"),
    ],
)
def test_a_name_that_leaves_the_archive_is_refused_and_the_rest_comes_out(name, shown):
    out = unpack([("e.zip", zipped({name: b"1", "AMI.docx": b"2"}))])
    assert paths(out) == ["e.zip", "e.zip/AMI.docx"]
    assert faults(out) == [("unsafe", f"e.zip/{shown}")]


def test_a_link_in_an_archive_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        link = zipfile.ZipInfo("AMI.docx")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    out = unpack([("e.zip", stream.getvalue())])
    assert faults(out) == [("unsafe", "e.zip/AMI.docx")]


def test_a_bomb_is_refused_before_it_is_open():
    raw = zipped({"bombe.txt": bytes(200_000_000), "AMI.docx": b"2"})
    assert len(raw) < 300_000
    out = unpack([("e.zip", raw)])
    assert faults(out) == [("too_large", "e.zip/bombe.txt")]
    assert paths(out) == ["e.zip", "e.zip/AMI.docx"]


def test_many_members_that_are_too_much_together_are_refused():
    limits = replace(DEFAULT, unpacked_bytes=2500)
    raw = zipped({f"{n}.bin": bytes([n]) * 1000 for n in range(5)})
    out = unpack([("e.zip", raw)], limits)
    assert faults(out) == [("too_large", f"e.zip/{n}.bin") for n in (2, 3, 4)]


def test_too_many_members_are_refused():
    out = unpack([("e.zip", zipped({f"{n}.txt": b"1" for n in range(501)}))])
    assert faults(out) == [("too_large", "e.zip")]


def test_a_protected_member_is_named():
    raw = bytearray(zipped({"AMI.docx": b"1"}))
    raw[6] |= 1
    at = raw.index(b"PK\x01\x02")
    raw[at + 8] |= 1
    assert faults(unpack([("e.zip", bytes(raw))])) == [("encrypted", "e.zip/AMI.docx")]


@pytest.mark.parametrize("share", [0.05, 0.5, 0.9])
def test_an_archive_cut_short_is_reported(share):
    raw = zipped({"a.bin": bytes(range(256)) * 4, "b.bin": b"1"})
    assert faults(unpack([("e.zip", raw[: int(len(raw) * share)])])) == [("corrupt", "e.zip")]


def test_a_damaged_member_is_named_and_the_next_comes_out():
    raw = bytearray(zipped({"a.txt": b"x" * 500, "b.txt": b"1"}))
    raw[40] ^= 0xFF
    out = unpack([("e.zip", bytes(raw))])
    assert faults(out) == [("corrupt", "e.zip/a.txt")]
    assert paths(out) == ["e.zip", "e.zip/b.txt"]


@pytest.mark.parametrize(
    ("name", "magic"), [("e.7z", b"7z\xbc\xaf\x27\x1c"), ("e.rar", b"Rar!\x1a\x07\x01\0")]
)
def test_other_archives_are_named_with_what_to_do(name, magic):
    out = unpack([(name, magic + bytes(100))])
    assert faults(out) == [("unsupported", name)]
    assert out.problems[0].message == (
        f"Archive .{name[2:]} non prise en charge : décompressez-la, puis relancez."
    )


def test_names_from_a_french_windows_are_read():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("x" * 21, b"1")
    name = "Candidature signée é.d".encode("cp850")[:21]
    raw = stream.getvalue().replace(b"x" * 21, name)
    assert paths(unpack([("e.zip", raw)]))[1] == "e.zip/Candidature signée é."
