"""XMP and document information."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from xml.etree import ElementTree

import pytest

from archive.bundle.metadata import information, pdf_date, plain, xmp
from tests.unit.archive.bundle.drawn import dossier, page

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
MM = "{http://ns.adobe.com/xap/1.0/mm/}"
PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"


def read(packet: bytes, name: str) -> list[str]:
    tree = ElementTree.fromstring(packet.decode("utf-8").replace("\ufeff", ""))
    return ["".join(found.itertext()) for found in tree.iter(name)]


def test_the_packet_says_what_the_dossier_is() -> None:
    packet = xmp(dossier(page()), claim=True)
    assert read(packet, DC + "title") == ["Hồ sơ cấp giấy phép"]
    assert read(packet, DC + "identifier") == ["H01.02-241121-0001"]
    assert read(packet, XMP + "Identifier") == ["H01.02-241121-00010193-ab"]
    assert read(packet, XMP + "CreateDate") == ["2024-11-21T08:02:03+07:00"]
    assert read(packet, MM + "VersionID") == ["1"]
    assert read(packet, DC + "type") == ["convertedFromPaper"]
    assert "Sở Công Thương" in read(packet, DC + "description")[0]
    assert read(packet, PDFAID + "part") == ["2"]
    assert read(packet, PDFAID + "conformance") == ["B"]


def test_without_a_claim_nothing_is_claimed() -> None:
    assert b"pdfaid" not in xmp(dossier(page()), claim=False)


def test_a_dossier_without_a_case_is_named_by_itself() -> None:
    packet = xmp(dossier(page(), case=None, converter=""), claim=True)
    assert read(packet, DC + "identifier") == ["0193-ab"]
    assert read(packet, XMP + "Identifier") == ["0193-ab"]
    assert read(packet, DC + "publisher") == []


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ('<b>&\n "quoted" ]]> {x} {0}', '<b>& "quoted" ]]> {x} {0}'),
        ("một\x00\x07\x1b\ufffe hai\ud800", "một hai"),
        ("e\u0302\u0323", "ệ"),
        ("", ""),
    ],
)
def test_any_title_survives_in_both_places(title: str, shown: str) -> None:
    source = dossier(page(), title=title)
    assert read(xmp(source, claim=True), DC + "title") == [shown]
    assert information(source)["Title"] == shown
    assert plain(title) == shown


def test_equal_moments_give_equal_bytes() -> None:
    source = dossier(page())
    elsewhere = replace(source, digitised_at=source.digitised_at.astimezone(timezone(timedelta(hours=-5))))
    assert xmp(source, claim=True) == xmp(elsewhere, claim=True)
    assert information(source) == information(elsewhere)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        dossier(page(), digitised_at=datetime(2024, 11, 21))
    assert pdf_date(datetime(2024, 12, 31, 20, tzinfo=UTC)) == "D:20250101030000+07'00'"
