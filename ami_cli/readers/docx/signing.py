"""Package signatures (ISO 29500-2 § 12): who signed, unverified, and which line was signed."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime

from ami_cli.model.document import Place, Signature
from ami_cli.readers.docx.names import Element
from ami_cli.readers.docx.opc import Parts

_FOLDER = "_xmlsignatures/"
_MOST = 20
_DS = "{http://www.w3.org/2000/09/xmldsig#}"
_MSO = "{http://schemas.microsoft.com/office/2006/digsig}"
_UNVERIFIED = "signature électronique présente, non vérifiée"


def package_signatures(parts: Parts) -> tuple[tuple[Signature, ...], frozenset[str]]:
    """Return the signatures of a package, and the ids of the signature lines they fill."""
    names = [
        name
        for name in parts.container.names
        if name.lower().startswith(_FOLDER) and name.lower().endswith(".xml")
    ]
    signatures: list[Signature] = []
    lines: set[str] = set()
    for name in names[:_MOST]:
        root = parts.optional(name)
        if root is None:
            signatures.append(_signature(name, None, f"{_UNVERIFIED} (illisible)"))
            continue
        signatures.append(_signature(name, _signer(root), _note(root)))
        line = root.findtext(f".//{_MSO}SetupID")
        if line:
            lines.add(line.strip().upper())
    return tuple(signatures), frozenset(lines)


def _signature(name: str, signer: str | None, note: str) -> Signature:
    return Signature("digital", Place(name), signer=signer, note=note)


def _note(root: Element) -> str:
    """Say what the signature states about itself: when, and the name typed on its line."""
    typed = (root.findtext(f".//{_MSO}SignatureText") or "").strip()
    when = _date(root)
    return (
        _UNVERIFIED
        + (f", datée du {when}" if when else "")
        + (f", « {typed[:200]} »" if typed else "")
    )


def _date(root: Element) -> str:
    for element in root.iter("{*}SignatureTime"):
        value = element.findtext("{*}Value") or ""
        try:
            return datetime.fromisoformat(value.strip()).date().isoformat()
        except ValueError:
            return ""
    return ""


def _signer(root: Element) -> str | None:
    """Return the common name of the signing certificate, None when it cannot be read."""
    try:
        from cryptography import x509
        from cryptography.x509.oid import NameOID
    except ImportError:
        return None
    for element in root.iter(f"{_DS}X509Certificate"):
        try:
            certificate = x509.load_der_x509_certificate(base64.b64decode(element.text or ""))
            names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        except (ValueError, TypeError, binascii.Error):
            continue
        if names:
            return str(names[0].value)[:200]
    return None
