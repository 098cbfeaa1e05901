"""What the file says of itself: the XMP packet and the document information that agrees with it.

Everything stands in properties of the XMP specification itself. A schema of our own would be lawful PDF/A and veraPDF
reads it, but pikepdf's validator knows none and refuses the file, and a second judge is worth more than own names:

    dc:identifier                       code of the case record, else the dossier's id
    xmp:Identifier                      both
    xmpMM:DocumentID, xmpMM:VersionID   the dossier's id and version
    dc:type, dc:source, dc:description  that it was converted from paper, when and by whom, in words a person reads
    dc:publisher                        the agency that converted it
    xmp:CreatorTool                     version of the steps that read the pages

Luật Giao dịch điện tử 20/2023, Art. 12, asks that a converted document says so and names who converted it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import datetime
from xml.sax.saxutils import escape

from archive.bundle.pdf_file import Value
from archive.bundle.source import DossierSource
from config.clock import VIETNAM

PRODUCER = "sohoa bundle 1"
"""Names the steps of this package: it changes when they make other bytes of the same dossier."""
LANGUAGE = "vi-VN"
CONVERTED = "convertedFromPaper"
"""The value of ``dc:type``."""

SMALLER = {
    "standard": "Ảnh trang được nén lại ở 200 dpi.",
    "compact": "Ảnh trang được tách lớp chữ và lớp nền rồi nén lại.",
}
"""What is said of page images that are not the scanner's own bytes, by profile."""

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
{properties}
</rdf:Description>
{claim}</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""

_CLAIM = """<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
"""


def plain(text: str) -> str:
    """One line of NFC text that XML and PDF can both hold: white space folded, control characters taken out."""
    kept = "".join(ch if ch.isspace() or unicodedata.category(ch) not in ("Cc", "Cs", "Cn") else "" for ch in text)
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def xmp(source: DossierSource, *, claim: bool) -> bytes:
    """The XMP packet; ``claim``: whether it says that the file is PDF/A-2b."""
    date = source.digitised_at.astimezone(VIETNAM).isoformat(timespec="seconds")
    properties = [
        _text("dc:format", "application/pdf"),
        _alternatives("dc:title", source.title),
        _text("dc:identifier", source.identifier),
        _bag("xmp:Identifier", dict.fromkeys((source.identifier, source.dossier))),
        _bag("dc:language", [LANGUAGE]),
        _bag("dc:type", [CONVERTED]),
        _text("dc:source", "Văn bản giấy"),
        _alternatives("dc:description", _statement(source, date)),
        _bag("dc:publisher", [source.converter] if plain(source.converter) else []),
        _text("xmpMM:DocumentID", source.dossier),
        _text("xmpMM:VersionID", str(source.version)),
        _text("xmp:CreatorTool", source.pipeline),
        *(_text(f"xmp:{name}", date) for name in ("CreateDate", "ModifyDate", "MetadataDate")),
        _text("pdf:Producer", PRODUCER),
    ]
    return _PACKET.format(properties="\n".join(filter(None, properties)), claim=_CLAIM if claim else "").encode("utf-8")


def _statement(source: DossierSource, date: str) -> str:
    by = f", cơ quan thực hiện: {source.converter}" if plain(source.converter) else ""
    smaller = f" {SMALLER[source.profile]}" if source.profile in SMALLER else ""
    return f"Bản số hóa chuyển đổi từ văn bản giấy lúc {date}{by}.{smaller}"


def _text(name: str, value: str) -> str:
    return f"<{name}>{escape(plain(value))}</{name}>"


def _alternatives(name: str, value: str) -> str:
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(plain(value))}</rdf:li></rdf:Alt></{name}>'


def _bag(name: str, values: Iterable[str]) -> str:
    items = "".join(_text("rdf:li", value) for value in values)
    return f"<{name}><rdf:Bag>{items}</rdf:Bag></{name}>" if items else ""


def information(source: DossierSource) -> dict[str, Value]:
    """The document information dictionary, equal to the XMP packet word for word."""
    date = pdf_date(source.digitised_at)
    return {"Title": plain(source.title), "Producer": PRODUCER, "CreationDate": date, "ModDate": date}


def pdf_date(moment: datetime) -> str:
    """A moment as PDF writes it, in Vietnam's time (ISO 32000-1, 7.9.4)."""
    return moment.astimezone(VIETNAM).strftime("D:%Y%m%d%H%M%S+07'00'")
