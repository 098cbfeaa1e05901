"""What is said of dossiers and their documents outside: the fields of the archives' exchange format.

Those of a dossier (hồ sơ) are of Thông tư 05/2025/TT-BNV, those of a document (tài liệu) of Thông tư 02/2019/TT-BNV,
which names their greatest lengths. What is not known stays empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from archive.models import CaseRecord, Component, Dossier, Page
from ocr.fields import FieldName

DOCUMENT_LENGTHS = {"typeName": 100, "codeNumber": 11, "codeNotation": 30, "organName": 200, "subject": 500}
"""Letters that a field may have."""


def dossier_metadata(session: Session, dossier: Dossier) -> dict[str, Any]:
    """Fields of a dossier (hồ sơ), named as the archives' exchange format names them."""
    record = session.get(CaseRecord, dossier.case_code) if dossier.case_code else None
    documents = [component for component in dossier.components if open_pages(component)]
    return {
        "fileCode": dossier.case_code or dossier.id,
        "title": f"{record.procedure} - {record.applicant}" if record else dossier.title,
        "maintenance": "",
        "mode": "",
        "language": "01",
        "startDate": record.received_at.date().isoformat() if record else "",
        "endDate": "",
        "keyword": "",
        "totalDoc": len(documents),
        "numberOfPaper": "",
        "numberOfPage": sum(len(open_pages(component)) for component in documents),
        "inforSign": "",
        "paperFileCode": "",
        "riskRecovery": "",
        "riskRecoveryStatus": "",
        "description": "",
        "digitisedAt": dossier.batch.received_at.isoformat(),
        "sohoaDossier": dossier.id,
        "sohoaVersion": dossier.version,
    }


def document_metadata(component: Component) -> dict[str, Any]:
    """Fields of a document (tài liệu) of a dossier."""
    dossier = component.dossier
    file_code = dossier.case_code or dossier.id
    said = {FieldName(name): str(field["value"]) for name, field in component.fields.items()}
    return {
        "docCode": f"{file_code}.{component.ordinal:03}",
        "fileCode": file_code,
        "docOrdinal": component.ordinal,
        "typeName": _cut_to("typeName", said.get(FieldName.KIND, component.title)),
        "codeNumber": _cut_to("codeNumber", said.get(FieldName.NUMBER, "")),
        "codeNotation": _cut_to("codeNotation", said.get(FieldName.NOTATION, "")),
        "issuedDate": said.get(FieldName.DATE, ""),
        "organName": _cut_to("organName", _organ(said)),
        "subject": _cut_to("subject", said.get(FieldName.ABSTRACT, component.title)),
        "language": "01",
        "pageAmount": len(open_pages(component)),
        "inforSign": "",
        "keyword": "",
        "mode": "",
        "confidenceLevel": "",
        "autograph": "",
        "format": "",
        "description": "",
        "sohoaType": component.type,
    }


def _organ(said: Mapping[FieldName, str]) -> str:
    """Who issued it: the agency, and the one above it that tells of which province it is."""
    return " - ".join(said[name] for name in (FieldName.PARENT, FieldName.ISSUER) if name in said)


def _cut_to(name: str, text: str) -> str:
    return text[: DOCUMENT_LENGTHS[name]].rstrip()


def image_metadata(dossier: Dossier) -> list[dict[str, Any]]:
    """What became of the image of each page of the dossier's PDF: bytes as it is kept and as it stands in the file."""
    file = dossier.file
    assert file is not None, "only a dossier with a file is exported"
    return [
        {
            "fileCode": dossier.case_code or dossier.id,
            "sohoaDossier": dossier.id,
            "page": number,
            "profile": file.image_profile,
            "bytesIn": stored,
            "bytesOut": written,
        }
        for number, (stored, written) in enumerate(file.image_bytes, 1)
    ]


def open_pages(component: Component) -> list[Page]:
    """The pages of which may be spoken outside: all but those withheld as secret."""
    return [page for page in component.pages if not page.withheld]
