"""Package signatures (ISO 29500-2 § 12): who signed, what is unchanged, which line was signed."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime

from ami_cli.model.document import Place, Signature
from ami_cli.readers.docx.names import Element
from ami_cli.readers.docx.opc import Parts
from ami_cli.readers.docx.verifying import DS, is_intact

_FOLDER = "_xmlsignatures/"
_MOST = 20
_LARGEST = 2**20  # bytes of one signature; 40 kB with its certificates is usual
_MSO = "{http://schemas.microsoft.com/office/2006/digsig}"
_NOTES = {
    True: "document inchangé depuis la signature, identité du signataire non vérifiée",
    False: "document modifié depuis la signature",
    None: "signature électronique présente, non vérifiée",
}


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
        small = len(parts.bytes_of(name) or b"") <= _LARGEST
        root = parts.optional(name) if small else None
        if root is None:
            signatures.append(Signature("digital", Place(name), note=_NOTES[None]))
            continue
        signatures.append(_signature(parts, name, root))
        line = root.findtext(f".//{_MSO}SetupID")
        if line:
            lines.add(line.strip().upper())
    return tuple(signatures), frozenset(lines)


def _signature(parts: Parts, name: str, root: Element) -> Signature:
    """Return one signature; its note says what was checked, its date, the name typed on it."""
    certificate, signer = _certificate(root)
    intact = None if certificate is None else is_intact(parts, root, certificate)
    typed = (root.findtext(f".//{_MSO}SignatureText") or "").strip()[:200]
    when = _date(root)
    said = [_NOTES[intact], f"datée du {when}" if when else "", f"« {typed} »" if typed else ""]
    note = ", ".join(part for part in said if part)
    return Signature("digital", Place(name), signer=signer, intact=intact, note=note)


def _date(root: Element) -> str:
    for element in root.iter("{*}SignatureTime"):
        value = element.findtext("{*}Value") or ""
        try:
            return datetime.fromisoformat(value.strip()).date().isoformat()
        except ValueError:
            return ""
    return ""


def _certificate(root: Element) -> tuple[bytes | None, str | None]:
    """Return the signing certificate in DER and its common name, None where not readable."""
    try:
        from cryptography import x509
        from cryptography.x509.oid import NameOID
    except ImportError:
        return None, None
    for element in root.iter(f"{DS}X509Certificate"):
        try:
            data = base64.b64decode(element.text or "")
            names = x509.load_der_x509_certificate(data).subject.get_attributes_for_oid(
                NameOID.COMMON_NAME
            )
        except (ValueError, TypeError, binascii.Error):
            continue
        return data, str(names[0].value)[:200] if names else None
    return None, None
