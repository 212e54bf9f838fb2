"""Whether a signed package is still what was signed (ISO 29500-2 § 12; XML-DSig 1.1 § 3.2).

The signature of ``SignedInfo`` and every digest it leads to are computed again. Who the certificate
belongs to, and whether it was valid, is not checked: that needs a trust list.
"""

from __future__ import annotations

import base64
import binascii
import copy
import hashlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from lxml import etree

from ami_cli.errors import FileProblem
from ami_cli.readers.docx.names import Element, first
from ami_cli.readers.docx.opc import Parts
from ami_cli.readers.package import parse_xml

DS = "{http://www.w3.org/2000/09/xmldsig#}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_OPC_DS = "{http://schemas.openxmlformats.org/package/2006/digital-signature}"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/RelationshipTransform"
_C14N = {
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315": (False, False),
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments": (False, True),
    "http://www.w3.org/2001/10/xml-exc-c14n#": (True, False),
    "http://www.w3.org/2001/10/xml-exc-c14n#WithComments": (True, True),
}
_HASHES = ("sha1", "sha224", "sha256", "sha384", "sha512")
# A real signature has a dozen references, each to another part, and transforms small parts only.
_MOST_REFERENCES = 200
_MOST_OBJECTS = 10
_LARGEST_XML = 2**18  # bytes of a part to be put in canonical form


class _UnknownError(Exception):
    """An algorithm, a transform or a reference that is not known here: nothing can be said."""


def is_intact(parts: Parts, root: Element, certificate: bytes) -> bool | None:
    """Tell whether what was signed is unchanged; None when that cannot be computed.

    ``certificate`` is the signing one, in DER. True needs the main document among what was signed.
    """
    try:
        return _is_intact(parts, root, certificate)
    except (_UnknownError, FileProblem, KeyError, ValueError, TypeError, binascii.Error):
        return None


def _is_intact(parts: Parts, root: Element, certificate: bytes) -> bool:
    info = first(root, DS + "SignedInfo")
    if info is None:
        raise _UnknownError
    covered: set[str] = set()
    by_id = {element.get("Id"): element for element in root.iter() if element.get("Id")}
    references = list(info.iterchildren(DS + "Reference"))
    if len(references) > _MOST_OBJECTS:
        raise _UnknownError
    for reference in references:
        target = by_id.get((reference.get("URI") or "").removeprefix("#"))
        if target is None:
            raise _UnknownError
        if not any(_matches(reference, form) for form in _forms(target, _algorithms(reference))):
            return False
        for below in target.iter(DS + "Reference"):
            name = unquote((below.get("URI") or "").partition("?")[0]).lstrip("/")
            if name.casefold() in covered or len(covered) >= _MOST_REFERENCES:
                raise _UnknownError
            covered.add(name.casefold())
            if not _matches(below, _part(parts, name, below)):
                return False
    # Digests that match under a value that does not may be a canonical form we do not know.
    if parts.main().casefold() not in covered or not _is_signed(root, info, certificate):
        raise _UnknownError
    return True


def _is_signed(root: Element, info: Element, certificate: bytes) -> bool:
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils

    value = base64.b64decode(root.findtext(DS + "SignatureValue") or "")
    method = _algorithm(first(info, DS + "SignatureMethod"))
    digest = getattr(hashes, _hash_name(method).upper())()
    key = x509.load_der_x509_certificate(certificate).public_key()
    for data in _forms(info, [_algorithm(first(info, DS + "CanonicalizationMethod"))]):
        try:
            if isinstance(key, rsa.RSAPublicKey) and "#rsa-" in method:
                key.verify(value, data, padding.PKCS1v15(), digest)
            elif isinstance(key, ec.EllipticCurvePublicKey) and "#ecdsa-" in method:
                half = len(value) // 2
                r, s = (int.from_bytes(part, "big") for part in (value[:half], value[half:]))
                key.verify(utils.encode_dss_signature(r, s), data, ec.ECDSA(digest))
            else:
                raise _UnknownError
        except InvalidSignature:
            continue
        except UnsupportedAlgorithm as error:
            raise _UnknownError from error
        return True
    return False


def _matches(reference: Element, data: bytes) -> bool:
    name = _hash_name(_algorithm(first(reference, DS + "DigestMethod")))
    wanted = base64.b64decode(reference.findtext(DS + "DigestValue") or "")
    return hashlib.new(name, data, usedforsecurity=False).digest() == wanted


def _part(parts: Parts, name: str, reference: Element) -> bytes:
    """Return the bytes of a part as they were digested."""
    data = parts.container.read(name)
    algorithms = _algorithms(reference)
    if not algorithms:
        return data
    if len(data) > _LARGEST_XML:
        raise _UnknownError
    root = parse_xml(data)
    if _RELATIONS in algorithms:
        root = _chosen_relations(root, reference)
        algorithms = [algorithm for algorithm in algorithms if algorithm != _RELATIONS]
    return _canonical(root, algorithms)


def _chosen_relations(root: Element, reference: Element) -> Element:
    """Apply the relationships transform (ISO 29500-2 § 12.2.4.26): chosen ones, in order."""
    ids = {row.get("SourceId") for row in reference.iter(_OPC_DS + "RelationshipReference")}
    kinds = {
        row.get("SourceType") for row in reference.iter(_OPC_DS + "RelationshipsGroupReference")
    }
    rows = [
        row
        for row in root.iterchildren(_REL + "Relationship")
        if row.get("Id") in ids or row.get("Type") in kinds
    ]
    spaces: Any = {None: _REL[1:-1]}  # the stubs forbid the default namespace
    out = etree.Element(_REL + "Relationships", nsmap=spaces)
    for row in sorted(rows, key=lambda row: row.get("Id") or ""):
        attributes = {key: row.get(key) or "" for key in ("Id", "Type", "Target")}
        attributes["TargetMode"] = row.get("TargetMode") or "Internal"
        etree.SubElement(out, _REL + "Relationship", attributes)
    return out


def _forms(element: Element, algorithms: list[str]) -> Iterator[bytes]:
    """Yield the canonical form of an element, then the one without unused namespaces.

    Some signers add a namespace to the root after they have signed; the content is the same.
    """
    form = _canonical(element, algorithms)
    yield form
    bare = _canonical(element, ["http://www.w3.org/2001/10/xml-exc-c14n#"])
    if bare != form:
        yield bare


def _canonical(element: Element, algorithms: list[str]) -> bytes:
    """Return the canonical form of an element; the usual one when none is named."""
    chosen = algorithms or list(_C14N)[:1]
    if len(chosen) != 1 or chosen[0] not in _C14N:
        raise _UnknownError
    exclusive, comments = _C14N[chosen[0]]
    # On an inner element libxml2 writes xmlns="" where there is none: a root of its own is needed.
    spaces: Any = element.nsmap  # the stubs forbid the default namespace
    root = etree.Element(element.tag, nsmap=spaces)
    for key, value in element.items():
        root.set(key, value)
    root.text = element.text
    root.extend(copy.deepcopy(child) for child in element)
    return etree.tostring(root, method="c14n", exclusive=exclusive, with_comments=comments)


def _algorithms(reference: Element) -> list[str]:
    return list(_listed(first(reference, DS + "Transforms")))


def _listed(transforms: Element | None) -> Iterator[str]:
    for transform in () if transforms is None else transforms.iterchildren(DS + "Transform"):
        yield _algorithm(transform)


def _algorithm(element: Element | None) -> str:
    return "" if element is None else element.get("Algorithm") or ""


def _hash_name(algorithm: str) -> str:
    name = algorithm.rpartition("#")[2].rpartition("-")[2].lower()
    if name not in _HASHES:
        raise _UnknownError
    return name
