"""Cryptographic signatures: who, intact or not, and what was changed after signing.

pyHanko checks when it is installed and a signed field exists. A field filled in again after
signing is still valid for it (form filling is allowed), so the values of the signed revision and
of the last one are compared here. Nothing is fetched: nobody's identity is vouched for.
"""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from ami_cli.readers.pdf.fields import Widget, read_widgets
from ami_cli.readers.pdf.opening import Opened
from ami_cli.readers.pdf.structure import Structure, open_reader
from ami_cli.readers.pdf.verdict import Verdict

MAX_DIFF = 30_000_000  # bytes: comparing revisions reads the file once for each signature
MAX_SIGNATURES = 50
CHANGED = "le contenu signé a été modifié : signature à refuser"
# OID 1.2.840.113549.1.9.4 (RFC 5652, section 11.2), then a SET of one OCTET STRING
MESSAGE_DIGEST = bytes.fromhex("06092A864886F70D010904")
DETACHED = ("/adbe.pkcs7.detached", "/ETSI.CAdES.detached")  # the digest is that of the bytes
NOT_INSTALLED = 'intégrité non vérifiée : installer l’option « sign » (pip install "ami-cli[sign]")'


def check(opened: Opened, structure: Structure) -> dict[str, Verdict]:
    """Return the verdict on each signed field, by its name."""
    signed = [widget for widget in structure.signature_fields() if widget.signed]
    if not signed:
        return {}
    dictionaries = {widget.name: widget.signature for widget in signed}
    if find_spec("pyhanko") is None:
        found = {name: _unchecked(entry, opened.data) for name, entry in dictionaries.items()}
    else:
        found = _checked(opened, dictionaries)
    return {
        name: _with_changes(verdict, dictionaries.get(name, {}), opened, structure)
        for name, verdict in found.items()
    }


def _unchecked(entry: Any, data: bytes) -> Verdict:
    """Without pyHanko: a changed byte is seen by the digest, a forged signature is not."""
    if _digest_differs(entry, data):
        return Verdict(_signer(entry), False, None, CHANGED)
    return Verdict(_signer(entry), None, None, NOT_INSTALLED)


def _digest_differs(entry: Any, data: bytes) -> bool:
    """True when the signed bytes no longer have the digest that was signed."""
    if entry.get("/SubFilter") not in DETACHED:
        return False
    contents, bounds = _contents(entry), _byte_range(entry)
    at = contents.find(MESSAGE_DIGEST) if contents else -1
    if at < 0 or bounds is None:
        return False
    tail = contents[at + len(MESSAGE_DIGEST) :]
    size = tail[3] if len(tail) > 3 and tail[0] == 0x31 and tail[2] == 0x04 else 0
    algorithm = {20: "sha1", 32: "sha256", 48: "sha384", 64: "sha512"}.get(size)
    if algorithm is None:
        return False
    start, length, start2, length2 = bounds
    signed = data[start : start + length] + data[start2 : start2 + length2]
    return hashlib.new(algorithm, signed, usedforsecurity=False).digest() != tail[4 : 4 + size]


def _contents(entry: Any) -> bytes:
    contents = entry.get("/Contents")
    data = getattr(contents, "original_bytes", contents)
    return data if isinstance(data, bytes) else b""


def _byte_range(entry: Any) -> tuple[int, int, int, int] | None:
    numbers = [int(n) for n in entry.get("/ByteRange", ()) if isinstance(n, int)]
    if len(numbers) != 4 or min(numbers) < 0:
        return None
    return numbers[0], numbers[1], numbers[2], numbers[3]


def _signer(entry: Any) -> str | None:
    """The common name in the certificate nobody else in the bundle was issued by."""
    from cryptography.hazmat.primitives.serialization import pkcs7
    from cryptography.x509.oid import NameOID

    try:
        certificates = pkcs7.load_der_pkcs7_certificates(_der(_contents(entry)))
    except (ValueError, TypeError):
        return None
    issuers = {one.issuer for one in certificates if one.issuer != one.subject}
    leaves = [one for one in certificates if one.subject not in issuers] or certificates
    for certificate in leaves:
        names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        if names:
            return str(names[0].value)
    return None


def _der(data: bytes) -> bytes:
    """Cut the zeros that fill up the space kept for the signature."""
    if len(data) < 4 or data[0] != 0x30 or data[1] < 0x80:
        return data
    size = data[1] & 0x7F
    return data[: 2 + size + int.from_bytes(data[2 : 2 + size], "big")]


def _checked(opened: Opened, dictionaries: dict[str, Any]) -> dict[str, Verdict]:
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    reader_module = import_module("pyhanko.pdf_utils.reader")
    found = {name: Verdict(_signer(entry), None, None, "") for name, entry in dictionaries.items()}
    try:
        reader = reader_module.PdfFileReader(io.BytesIO(opened.data), strict=False)
        if reader.encrypted:
            reader.decrypt(opened.password or "")
        embedded = list(reader.embedded_signatures)[:MAX_SIGNATURES]
    except Exception as error:  # malformed signatures raise anything
        note = f"signature illisible ({type(error).__name__}) : à vérifier par une personne"
        return {name: Verdict(one.signer, None, None, note) for name, one in found.items()}
    for signature in embedded:
        name = str(signature.field_name)
        before = found.get(name)
        found[name] = _one(signature, before.signer if before else None, len(opened.data))
    return found


def _one(signature: Any, signer: str | None, size: int) -> Verdict:
    validation = import_module("pyhanko.sign.validation")
    context = import_module("pyhanko_certvalidator").ValidationContext
    try:
        own = (
            signature.signer_cert.subject.native.get("common_name")
            if signature.signer_cert
            else None
        )
        signer = own if isinstance(own, str) else signer
        status = validation.validate_pdf_signature(
            signature,
            signer_validation_context=context(trust_roots=[], allow_fetching=False),
            skip_diff=size > MAX_DIFF,
        )
    except Exception as error:  # malformed signatures raise anything
        note = f"signature illisible ({type(error).__name__}) : à vérifier par une personne"
        return Verdict(signer, None, None, note)
    intact = bool(status.intact and status.valid)
    covers = status.coverage.name == "ENTIRE_FILE"
    return Verdict(signer, intact, covers, "; ".join(_notes(status, intact, covers)))


def _notes(status: Any, intact: bool, covers: bool) -> Iterable[str]:
    if not intact:
        yield CHANGED
        return
    yield "signature intacte, identité du signataire non vérifiée"
    level = getattr(status.modification_level, "name", None)
    if level == "OTHER" or status.docmdp_ok is False:
        yield "le document a été modifié après cette signature"
    elif not covers:
        yield "complété ensuite (autre signature ou champ)"


def _with_changes(verdict: Verdict, entry: Any, opened: Opened, structure: Structure) -> Verdict:
    """Add the fields whose value changed after this signature."""
    names = _changed(entry, opened, structure)
    if not names:
        return verdict
    listed = ", ".join(f"« {name} »" for name in names[:5])
    note = f"champ modifié après la signature : {listed}"
    return Verdict(
        verdict.signer, verdict.intact, False, f"{verdict.note}; {note}" if verdict.note else note
    )


def _changed(entry: Any, opened: Opened, structure: Structure) -> list[str]:
    """Names of the fields that differ between the signed revision and the last one."""
    bounds = _byte_range(entry) if entry else None
    if bounds is None or opened.repaired:
        return []
    end = bounds[2] + bounds[3]
    if not 0 < end < len(opened.data) or len(opened.data) > MAX_DIFF:
        return []
    reader = open_reader(opened.data[:end], opened.password)
    if reader is None:
        return []
    try:
        before = _values(read_widgets(reader))
        after = _values(structure.every_widget())
    except Exception:  # a revision that cannot be read apart says nothing
        return []
    return [name for name, value in after.items() if before.get(name, value) != value]


def _values(widgets: Iterable[Widget]) -> dict[str, str]:
    return {w.name: w.value for w in widgets if w.kind != "signature"}
