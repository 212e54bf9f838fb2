"""Signatures of an OpenDocument package: who signed, not whether it still holds (part 2, § 4)."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as Base64Error

from lxml import etree

from ami_cli.errors import FileProblem
from ami_cli.model.document import Place, Signature
from ami_cli.readers.odt.names import DC, DSIG
from ami_cli.readers.odt.parts import Parts
from ami_cli.readers.package import parse_xml

_MEMBER = "META-INF/documentsignatures.xml"
_MAX_SIGNATURES = 100


def read_signatures(parts: Parts) -> tuple[Signature, ...]:
    """Return the signatures of the package; a damaged list of signatures gives none."""
    if parts.package is None or _MEMBER not in parts.package:
        return ()
    try:
        root = parse_xml(parts.package.read(_MEMBER))
    except FileProblem:
        return ()
    found = root.findall(f".//{DSIG}Signature")[:_MAX_SIGNATURES]
    return tuple(_signature(element, i) for i, element in enumerate(found, 1))


def _signature(element: etree._Element, number: int) -> Signature:
    date = element.findtext(f".//{DC}date") or ""
    note = f"Datée du {date.strip()[:10]}, non vérifiée." if date.strip() else "Non vérifiée."
    return Signature(
        "digital",
        Place(f"{_MEMBER}/signature[{number}]"),
        signer=_signer(element),
        intact=None,
        note=note,
    )


def _signer(element: etree._Element) -> str | None:
    """Return the name in the certificate, or the owner of the OpenPGP key, None when unknown."""
    for certificate in element.iter(f"{DSIG}X509Certificate"):
        name = _common_name(certificate.text or "")
        if name:
            return name
    for child in element.iter():
        if isinstance(child.tag, str) and child.tag.endswith("}PGPOwner"):
            return (child.text or "").strip() or None
    return None


def _common_name(encoded: str) -> str | None:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    try:
        certificate = x509.load_der_x509_certificate(b64decode(encoded))
        names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    except (Base64Error, ValueError, TypeError):
        return None
    return str(names[0].value) if names else None
