"""Signatures of PDFs: who, intact or not, and what was changed after signing."""

from __future__ import annotations

import datetime
import io

import pytest
from pdf_outline import outline, read_pdf
from raw_pdf import Pdf, text

from ami_cli.readers.pdf import signing

pytest.importorskip("pyhanko", reason="the option « sign » is not installed")

NAME = "Élodie Lefèvre"


def form() -> bytes:
    """A page with a text field and two signature fields, nobody has signed."""
    pdf = Pdf()
    fields = [
        pdf.add(
            "<< /Type /Annot /Subtype /Widget /F 4 /FT /Tx /T (tel) /V (03 53 01 00 01) "
            "/Rect [100 690 300 704] /DA (/Helv 10 Tf 0 g) >>"
        ),
        *(
            pdf.add(
                f"<< /Type /Annot /Subtype /Widget /F 4 /FT /Sig /T ({name}) "
                f"/Rect [{x} 500 {x + 150} 560] >>"
            )
            for name, x in (("elu", 60), ("maire", 300))
        ),
    ]
    page = pdf.page(text(56, 694, "Tel :") + text(60, 570, "L'elue"), annotations=tuple(fields))
    for number in fields:
        body = pdf.objects[number - 1]
        pdf.objects[number - 1] = body.replace(b"/F 4", f"/F 4 /P {page} 0 R".encode())
    pdf.catalog = f"/AcroForm << /Fields [{' '.join(f'{n} 0 R' for n in fields)}] >>"
    return pdf.data()


def signed(data: bytes, field: str, name: str = NAME) -> bytes:
    """Sign one field with a certificate made for the purpose."""
    from asn1crypto import keys
    from asn1crypto import x509 as asn1_x509
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    key = rsa.generate_private_key(65537, 2048)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    start = datetime.datetime(2021, 1, 1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + datetime.timedelta(days=36_500))
        .sign(key, hashes.SHA256())
    )
    der = serialization.Encoding.DER
    signer = signers.SimpleSigner(
        asn1_x509.Certificate.load(certificate.public_bytes(der)),
        keys.PrivateKeyInfo.load(
            key.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        ),
        SimpleCertificateStore(),
    )
    out = io.BytesIO()
    signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(data)),
        signers.PdfSignatureMetadata(field_name=field),
        signer=signer,
        output=out,
    )
    return out.getvalue()


def verdicts(data: bytes) -> list[tuple[str, bool, str | None, bool | None, bool | None, str]]:
    return [
        (s.name, s.signed, s.signer, s.intact, s.covers_all, s.note)
        for s in read_pdf(data).signatures
    ]


def test_fields_nobody_signed_stand_in_their_place() -> None:
    document = read_pdf(form())
    assert outline(document.blocks)[-1] == "<digital>\t<digital>"
    assert verdicts(form()) == [
        ("elu", False, None, None, None, ""),
        ("maire", False, None, None, None, ""),
    ]


def test_two_people_sign_one_after_the_other() -> None:
    data = signed(signed(form(), "elu"), "maire", "Théo Poirier")
    unchecked = "signature intacte, identité du signataire non vérifiée"
    later = "complété ensuite (autre signature ou champ)"
    assert verdicts(data) == [
        ("elu", True, NAME, True, False, f"{unchecked}; {later}"),
        ("maire", True, "Théo Poirier", True, True, unchecked),
    ]


def test_one_changed_byte_is_told() -> None:
    data = signed(form(), "elu").replace(b"(03 53 01 00 01)", b"(03 53 01 00 02)", 1)
    (elu, _) = verdicts(data)
    assert elu[:4] == ("elu", True, NAME, False)
    assert elu[5] == "le contenu signé a été modifié : signature à refuser"


def test_a_field_filled_in_again_after_signing_is_told() -> None:
    from pyhanko.pdf_utils.generic import pdf_name, pdf_string
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(signed(form(), "elu")))
    field = writer.root["/AcroForm"]["/Fields"][0]
    field[pdf_name("/V")] = pdf_string("03 53 01 99 99")
    writer.update_container(field)
    out = io.BytesIO()
    writer.write(out)
    (elu, _) = verdicts(out.getvalue())
    assert (elu[2], elu[3], elu[4]) == (NAME, True, False)
    assert elu[5].endswith("champ modifié après la signature : « tel »")


def test_without_the_checker_the_signer_is_named_and_only_changes_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = signed(form(), "elu")
    monkeypatch.setattr(signing, "find_spec", lambda name: None)
    (elu, _) = verdicts(data)
    assert elu == ("elu", True, NAME, None, None, signing.NOT_INSTALLED)
    (elu, _) = verdicts(data.replace(b"(03 53 01 00 01)", b"(03 53 01 00 02)", 1))
    assert elu == ("elu", True, NAME, False, None, signing.CHANGED)


def test_a_signature_that_is_no_signature_is_to_check_by_a_person() -> None:
    data = form().replace(
        b"/T (elu)", b"/T (elu) /V << /Type /Sig /ByteRange [0 1 2 3] /Contents <00> >>"
    )
    (elu, _) = verdicts(data)
    assert elu[:5] == ("elu", True, None, None, None)
    assert "à vérifier par une personne" in elu[5]
