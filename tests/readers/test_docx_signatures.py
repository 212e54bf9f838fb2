"""Package signatures: who signed, and whether the document is still what was signed."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO

import pytest
from word_package import opened, package, zipped

from ami_cli.model.document import Signature, inlines

x509 = pytest.importorskip("cryptography.x509", reason="cryptography comes with pypdf[crypto]")

from cryptography.hazmat.primitives import hashes, serialization  # noqa: E402 - after the check
from cryptography.hazmat.primitives.asymmetric import padding, rsa  # noqa: E402

BODY = "<w:p><w:r><w:t>Commune</w:t></w:r></w:p>"
DSIG = "http://www.w3.org/2000/09/xmldsig#"
C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
RSA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
OPC = "http://schemas.openxmlformats.org/package/2006"
MS = "http://schemas.microsoft.com/office/2006/digsig"


@cache
def identity() -> tuple[rsa.RSAPrivateKey, bytes]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Hélène Carpentier")])
    start = datetime(2021, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=3650))
        .sign(key, hashes.SHA256())
    )
    return key, certificate.public_bytes(serialization.Encoding.DER)


def digest(data: bytes) -> str:
    return base64.b64encode(hashlib.sha256(data).digest()).decode()


def reference(uri: str, value: str, transforms: str = "") -> str:
    """One reference, written in canonical form."""
    return (
        f'<Reference URI="{uri}">{transforms}<DigestMethod Algorithm="{SHA256}"></DigestMethod>'
        f"<DigestValue>{value}</DigestValue></Reference>"
    )


def signed(*, line: str = "", space: str = "") -> dict[str, str | bytes]:
    """Members of a signed package: everything signed is written in canonical form here."""
    shape = f'<v:shape><o:signatureline id="{line}"/></v:shape>'
    shape = f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>"
    data = package(BODY + (shape if line else ""))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    relations = (
        f'<Relationships xmlns="{OPC}/relationships">'
        f'<Relationship Id="main" Target="word/document.xml" '
        f'TargetMode="Internal" Type="{kind}"></Relationship></Relationships>'
    )
    transforms = (
        f'<Transforms><Transform Algorithm="{OPC}/RelationshipTransform">'
        f"<mdssi:RelationshipReference "
        f'xmlns:mdssi="{OPC}/digital-signature" SourceId="main"></mdssi:RelationshipReference>'
        f'</Transform><Transform Algorithm="{C14N}"></Transform></Transforms>'
    )
    document = members["word/document.xml"]
    assert isinstance(document, bytes)
    signed_object = (
        f'<Object xmlns="{DSIG}" Id="idPackageObject"><Manifest>'
        + reference("/word/document.xml?ContentType=x", digest(document))
        + reference("/_rels/.rels?ContentType=y", digest(relations.encode()), transforms)
        + f'</Manifest><SignatureInfoV1 xmlns="{MS}"><SetupID>{line}</SetupID>'
        + "<SignatureText>H. Carpentier</SignatureText></SignatureInfoV1></Object>"
    )
    info = (
        f'<SignedInfo xmlns="{DSIG}"><CanonicalizationMethod Algorithm="{C14N}">'
        f"</CanonicalizationMethod>"
        f'<SignatureMethod Algorithm="{RSA256}"></SignatureMethod>'
        + reference("#idPackageObject", digest(signed_object.encode()))
        + "</SignedInfo>"
    )
    key, certificate = identity()
    value = base64.b64encode(key.sign(info.encode(), padding.PKCS1v15(), hashes.SHA256())).decode()
    members["_xmlsignatures/sig1.xml"] = (
        f'<Signature xmlns="{DSIG}"{space}>{info}<SignatureValue>{value}</SignatureValue>'
        f"<KeyInfo><X509Data>"
        f"<X509Certificate>{base64.b64encode(certificate).decode()}</X509Certificate></X509Data>"
        f"</KeyInfo>{signed_object}</Signature>"
    )
    return members


def replaced(members: dict[str, str | bytes], name: str, old: str, new: str) -> bytes:
    content = members[name]
    text = content.decode() if isinstance(content, bytes) else content
    assert old in text
    return zipped(members | {name: text.replace(old, new)})


def test_an_unchanged_document() -> None:
    (signature,) = opened(zipped(signed())).signatures
    assert (signature.kind, signature.signer, signature.intact) == (
        "digital",
        "Hélène Carpentier",
        True,
    )
    assert signature.note == (
        "document inchangé depuis la signature, identité du signataire non vérifiée, « H. "
        "Carpentier »"
    )


def test_a_namespace_added_after_signing_changes_nothing() -> None:
    (signature,) = opened(zipped(signed(space=' xmlns:x="urn:x"'))).signatures
    assert signature.intact is True


def test_a_changed_document() -> None:
    data = replaced(signed(), "word/document.xml", "Commune", "Commune de Vimy")
    (signature,) = opened(data).signatures
    assert (signature.intact, signature.note.split(",")[0]) == (
        False,
        "document modifié depuis la signature",
    )


def test_a_changed_relationship() -> None:
    moved = zipped(signed() | {"word/autre.xml": signed()["word/document.xml"]})
    with zipfile.ZipFile(BytesIO(moved)) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    (signature,) = opened(replaced(members, "_rels/.rels", "document.xml", "autre.xml")).signatures
    assert signature.intact is False


def test_what_cannot_be_computed_is_not_said() -> None:
    method = f'<CanonicalizationMethod Algorithm="{C14N}"'
    changes = (
        (RSA256, "urn:inconnu"),
        ("#idPackageObject", "#ailleurs"),
        (method, '<CanonicalizationMethod Algorithm="urn:autre"'),
    )
    for old, new in changes:
        (signature,) = opened(replaced(signed(), "_xmlsignatures/sig1.xml", old, new)).signatures
        assert (signature.intact, signature.note.split(",")[0]) == (
            None,
            "signature électronique présente",
        )


def test_a_forged_list_of_digests_is_never_intact() -> None:
    members = signed()
    document = members["word/document.xml"]
    assert isinstance(document, bytes)
    forged = document.replace(b"Commune", b"Autre")
    members["word/document.xml"] = forged
    data = replaced(members, "_xmlsignatures/sig1.xml", digest(document), digest(forged))
    assert opened(data).signatures[0].intact is False


def test_a_signed_line_knows_it() -> None:
    doc = opened(zipped(signed(line="{AB12}")))
    (line,) = [item for item in inlines(doc.blocks) if isinstance(item, Signature)]
    assert (line.kind, line.signed) == ("line", True)


def test_a_damaged_signature_is_still_a_signature() -> None:
    (signature,) = opened(zipped(signed() | {"_xmlsignatures/sig1.xml": "<Signature"})).signatures
    assert (signature.kind, signature.signer, signature.intact) == ("digital", None, None)
