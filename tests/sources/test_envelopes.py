"""Envelopes that offices use less: winmail.dat, signed files, tars, protected archives."""

from __future__ import annotations

import bz2
import gzip
import lzma
import time

import pytest
from arriving import eml, form, zipped
from enveloped import in_parts, p7m, tar, tnef, zip_aes, zip_classic

from ami_cli.sources.envelope import Unpacked, unpack

AMI = form("Rue")


def paths(out: Unpacked) -> list[str]:
    return [item.path for item in out.items]


def content(out: Unpacked, path: str) -> bytes:
    return next(item.data for item in out.items if item.path == path)


def faults(out: Unpacked) -> list[tuple[str, str]]:
    return [(p.kind, p.file) for p in out.problems]


def test_winmail_gives_its_attachments_by_their_long_names_and_its_text():
    sealed = tnef({"Formulaire signé.docx": AMI, "plan.pdf": b"2"}, "Bonjour,\r\nci-joint")
    out = unpack([("m.eml", eml(attachments={"winmail.dat": sealed}))])
    assert paths(out) == [
        "m.eml",
        "m.eml/corps.txt",
        "m.eml/winmail.dat",
        "m.eml/winmail.dat/corps.txt",
        "m.eml/winmail.dat/Formulaire signé.docx",
        "m.eml/winmail.dat/plan.pdf",
    ]
    assert content(out, "m.eml/winmail.dat/Formulaire signé.docx") == AMI
    assert content(out, "m.eml/winmail.dat/corps.txt") == b"Bonjour,\nci-joint"
    assert len({item.received for item in out.items}) == 1
    assert out.problems == []


def test_winmail_is_known_by_its_bytes_and_opens_the_message_inside():
    inner = tnef({"AMI.docx": AMI})
    out = unpack([("ATT00001.bin", tnef({}, inner=inner))])
    assert paths(out)[-1] == "ATT00001.bin/message transféré.dat/AMI.docx"


@pytest.mark.parametrize("cut", [5, 30, 100, 400, 900])
def test_winmail_cut_anywhere_is_reported(cut):
    out = unpack([("winmail.dat", tnef({"AMI.docx": AMI}, "Bonjour")[:cut])])
    assert faults(out) == [("corrupt", "winmail.dat")]


@pytest.mark.parametrize("encoding", ["DER", "PEM"])
def test_a_signed_file_is_opened_and_its_signature_said_not_verified(encoding):
    out = unpack([("AMI.docx.p7m", p7m(AMI, encoding))])
    assert paths(out) == ["AMI.docx.p7m", "AMI.docx.p7m/AMI.docx"]
    assert content(out, "AMI.docx.p7m/AMI.docx") == AMI
    assert out.remarks == [
        "« AMI.docx.p7m » est signé (.p7m) : son contenu est lu, la signature n'est pas vérifiée."
    ]


def test_a_signed_file_written_as_a_stream_is_opened():
    out = unpack([("AMI.docx.p7m", in_parts(AMI))])
    assert content(out, "AMI.docx.p7m/AMI.docx") == AMI


def test_a_signed_mail_is_opened_as_a_mail():
    inner = eml(attachments={"AMI.docx": AMI})
    out = unpack([("m.eml", eml(text="", attachments={"smime.p7m": p7m(inner)}))])
    assert paths(out) == [
        "m.eml",
        "m.eml/smime.p7m",
        "m.eml/smime.p7m/corps.txt",
        "m.eml/smime.p7m/AMI.docx",
    ]


def test_what_is_enciphered_or_only_a_signature_is_named():
    signed = p7m(AMI)
    enciphered = signed.replace(
        bytes.fromhex("2a864886f70d010702"), bytes.fromhex("2a864886f70d010703")
    )
    assert faults(unpack([("smime.p7m", enciphered)])) == [("encrypted", "smime.p7m")]
    alone = bytes.fromhex("3019 06092a864886f70d010702 a00c 300a 0201013100 3003060101")
    assert faults(unpack([("seul.p7m", alone)])) == [("unsupported", "seul.p7m")]


@pytest.mark.parametrize("cut", [1, 10, 40, 200, 1000])
def test_a_signed_file_cut_anywhere_is_reported(cut):
    assert faults(unpack([("AMI.p7m", p7m(AMI)[:cut])])) == [("corrupt", "AMI.p7m")]


@pytest.mark.parametrize("bad", [b"\x30\x80" * 50_000, b"\x30\x80" + b"\x05\x00" * 2_000_000])
def test_a_signed_file_made_to_be_slow_is_not(bad):
    start = time.monotonic()
    assert [k for k, _ in faults(unpack([("AMI.p7m", bad)]))] == ["too_large"]
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    ("name", "packed"),
    [("e.tar", bytes), ("e.tar.gz", gzip.compress), ("e.tgz", gzip.compress),
     ("e.tar.bz2", bz2.compress), ("e.tar.xz", lzma.compress)],
)  # fmt: skip
def test_a_tar_gives_its_files_however_it_is_compressed(name, packed):
    raw = tar({"Rue/AMI signé.docx": AMI, "../x": b"1"}, link="lien.docx")
    out = unpack([(name, packed(raw))])
    assert paths(out) == [name, f"{name}/Rue/AMI signé.docx"]
    assert faults(out) == [("unsafe", f"{name}/../x"), ("unsafe", f"{name}/lien.docx")]


def test_a_file_compressed_alone_is_that_file():
    out = unpack([("AMI Rue.docx.gz", gzip.compress(AMI))])
    assert paths(out) == ["AMI Rue.docx.gz", "AMI Rue.docx.gz/AMI Rue.docx"]


@pytest.mark.parametrize("packed", [gzip.compress, bz2.compress, lzma.compress])
def test_a_compressed_bomb_is_refused(packed):
    assert faults(unpack([("b.gz", packed(bytes(120_000_000)))])) == [("too_large", "b.gz")]


@pytest.mark.parametrize("packed", [gzip.compress, bz2.compress, lzma.compress])
def test_a_compressed_file_cut_short_is_reported(packed):
    assert faults(unpack([("e.gz", packed(tar({"AMI.docx": AMI}))[:-40])])) == [("corrupt", "e.gz")]


@pytest.mark.parametrize("make", [zip_aes, zip_classic])
def test_a_protected_member_is_opened_with_the_password_that_staff_know(make):
    raw = make("AMI.docx", AMI, "Sésame".encode("cp850"))
    out = unpack([("e.zip", raw)], passwords=("faux", "Sésame"))
    assert content(out, "e.zip/AMI.docx") == AMI
    for known in ((), ("faux",)):
        out = unpack([("e.zip", raw)], passwords=known)
        assert faults(out) == [("encrypted", "e.zip/AMI.docx")]
        assert "--password-file" in out.problems[0].message


def test_a_protected_archive_inside_a_mail_is_opened_too():
    raw = zip_aes("AMI.docx", AMI, b"sesame")
    mailed = eml(attachments={"e.zip": zipped({"f.zip": raw})})
    out = unpack([("m.eml", mailed)], passwords=("sesame",))
    assert paths(out)[-1] == "m.eml/e.zip/f.zip/AMI.docx"
