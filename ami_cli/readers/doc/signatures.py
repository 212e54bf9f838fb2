"""Digital signatures of a .doc: present, by whom; never verified ([MS-OFFCRYPTO] 2.5)."""

from __future__ import annotations

import base64
import binascii
import re

from ami_cli.model.document import Place, Signature
from ami_cli.readers.doc.compound import Compound

_BINARY, _XML = "_signatures", "_xmlsignatures/"
_CERTIFICATE = re.compile(rb"X509Certificate>([A-Za-z0-9+/=\s]{1,20000})<")
_NOTE = "signature électronique présente, non vérifiée"
_MOST = 20


def read_signatures(compound: Compound) -> tuple[Signature, ...]:
    """Return one signature for each that is stored; ``signer`` None when it cannot be read."""
    found = []
    if compound.stream(_BINARY):
        found.append(Signature("digital", Place(_BINARY), note=_NOTE))
    names = [name for name in compound.names if name.startswith(_XML)]
    for name in names[:_MOST]:
        signer = _signer(compound.stream(name))
        found.append(Signature("digital", Place(name), signer=signer, note=_NOTE))
    return tuple(found)


def _signer(xml: bytes) -> str | None:
    """Return the common name of the first certificate in an XML signature."""
    try:
        from cryptography import x509
        from cryptography.x509.oid import NameOID
    except ImportError:
        return None
    for found in _CERTIFICATE.finditer(xml):
        try:
            certificate = x509.load_der_x509_certificate(base64.b64decode(found[1]))
            names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        except (ValueError, binascii.Error):
            continue
        if names:
            return str(names[0].value)[:200]
    return None
