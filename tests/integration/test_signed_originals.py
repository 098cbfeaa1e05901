"""Digitally signed PDFs leave the archive as they came: their signatures still hold, as pyHanko judges."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.command import Sohoa
from tests.unit.ocr.decode.delivered import jpeg_dictionary, scanned_pdf, sheet, written

_SCANS = Path(__file__).parents[3] / "shared" / "samples" / "vn-scans"


def _signer() -> signers.SimpleSigner:
    """A key with a certificate of its own making."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Sở Thử Nghiệm")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(1), now + timedelta(1))
    certificate = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.DER, *plain)
    return signers.SimpleSigner(
        asn1_x509.Certificate.load(certificate),
        asn1_keys.PrivateKeyInfo.load(private),
        SimpleCertificateStore(),
        embed_roots=True,
    )


def _signed_scan() -> bytes:
    image = sheet(827, 1170)
    placed = b"q 595 0 0 842 0 0 cm /Im0 Do Q"
    data = scanned_pdf(written(image, "JPEG"), jpeg_dictionary(image), placed, (0, 0, 595, 842))
    signed = signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(data)), signers.PdfSignatureMetadata("Chuky"), signer=_signer()
    )
    return bytes(signed.getvalue())


def _revised(data: bytes) -> bytes:
    """``data`` with one more revision behind it, as a program makes it that changes a signed file."""
    writer, target = IncrementalPdfFileWriter(io.BytesIO(data)), io.BytesIO()
    writer.root["/Lang"] = generic.pdf_string("vi")
    writer.update_root()
    writer.write(target)
    return target.getvalue()


def _holds(data: bytes) -> list[bool]:
    """For each signature whether what it covers is as it was signed; whom to trust is not asked."""
    nobody = ValidationContext(trust_roots=[], allow_fetching=False)
    found = PdfFileReader(io.BytesIO(data)).embedded_signatures
    statuses = [validate_pdf_signature(signature, nobody, skip_diff=True) for signature in found]
    return [status.intact and status.valid for status in statuses]


def _through_the_archive(sohoa: Sohoa, tmp_path: Path, data: bytes) -> tuple[list[str], bytes]:
    """The flags of a delivered file, and the file as it is exported."""
    delivered = tmp_path / "ký.pdf"
    delivered.write_bytes(data)
    _, report = sohoa("ingest", delivered)
    (dossier,) = report["dossiers"]
    assert sohoa("export", dossier["id"], "-o", tmp_path / "out", "--originals")[0] == 0
    (original,) = (tmp_path / "out").rglob("*ký.pdf")
    return report["files"][0]["flags"], original.read_bytes()


@pytest.mark.timeout(120)
def test_a_signed_scan_comes_back_signed(sohoa: Sohoa, tmp_path: Path) -> None:
    data = _signed_scan()
    flags, original = _through_the_archive(sohoa, tmp_path, data)
    assert (flags, original, _holds(original)) == (["signed"], data, [True])


@pytest.mark.timeout(120)
def test_one_that_was_added_to_says_so(sohoa: Sohoa, tmp_path: Path) -> None:
    data = _signed_scan()
    changed = _revised(data)
    flags, original = _through_the_archive(sohoa, tmp_path, changed)
    assert (flags, original) == (["signed_changed"], changed)


@pytest.mark.samples
@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("scan", sorted(_SCANS.glob("*.pdf")), ids=lambda path: path.stem[:12])
def test_a_provinces_signed_scan_comes_back_signed_and_is_found(sohoa: Sohoa, tmp_path: Path, scan: Path) -> None:
    before = _holds(scan.read_bytes())
    flags, original = _through_the_archive(sohoa, tmp_path, scan.read_bytes())
    assert set(flags) & {"signed", "signed_changed"} and original == scan.read_bytes()
    assert before == _holds(original) and before
    (dossier,) = sohoa("dossiers")[1]["dossiers"]
    shown = sohoa("show", dossier["id"])[1]
    longest = max(shown["pages"][0]["text"].splitlines(), key=len)
    _, found = sohoa("search", f'"{longest}"')
    assert [hit["dossier"] for hit in found["hits"][:1]] == [dossier["id"]]
