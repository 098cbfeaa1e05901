"""The records of the one-stop software: brought in, looked up, and the dossiers that waited for them."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.completeness import note_papers
from archive.dossiers.recognise import recognise
from archive.ledger import Ledger, Recording
from archive.models import CaseRecord, Dossier, DossierState
from config.clock import VIETNAM
from config.codes import MOST_SHEETS, parse_case_code
from config.errors import CaseNotFound, UsageError

REQUIRED = ("code", "procedure", "applicant", "received_at")
OPTIONAL = ("due_at", "status", "handling_unit", "receiving_unit", "sheets", "resolved_at")


@dataclass(slots=True)
class ImportReport:
    """What became of the rows."""

    imported: int = 0
    updated: int = 0
    rejected: list[dict[str, Any]] = field(default_factory=list)
    """``row`` counts records from 1, the header left out; ``reason`` is a sentence."""

    def to_json(self) -> dict[str, Any]:
        """As the command prints it."""
        return {"imported": self.imported, "updated": self.updated, "rejected": self.rejected}


def import_cases(ledger: Ledger, path: Path) -> ImportReport:
    """Bring case records in from CSV or JSON; the same file again changes nothing. Waiting dossiers are linked.

    Raises `UsageError` where the file as a whole cannot be read.
    """
    report = ImportReport()
    rows = read_rows(path)
    with ledger.write() as work:
        for number, row in enumerate(rows, 1):
            try:
                values = checked_row(row)
            except ValueError as error:
                report.rejected.append({"row": number, "reason": str(error)})
                continue
            _keep(work, values, report)
        work.flush()
        _link_waiting(work)
    return report


def put_case(ledger: Ledger, row: dict[str, Any], by: str) -> ImportReport:
    """Bring one record in, as the whole of what is known of it; the same again changes nothing.

    ``by``: who, for the chain of events. Raises `ValueError` with the sentence as `checked_row`.
    """
    report = ImportReport()
    values = checked_row(row)
    with ledger.write() as work:
        _keep(work, values, report, by=by)
        work.flush()
        _link_waiting(work)
    return report


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The records of a CSV file with a header (``,`` or ``;``) or of a JSON list, unchecked."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(
            vi=f"{path} không phải UTF-8; hãy lưu lại dạng CSV UTF-8.", en=f"{path} is not UTF-8; save it as CSV UTF-8."
        ) from error
    except OSError as error:
        raise UsageError(vi=f"Không đọc được {path}: {error}.", en=f"{path} cannot be read: {error}.") from error
    if text.lstrip().startswith(("[", "{")):
        return _json_rows(path, text)
    header = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in header and "," not in header else ",")
    missing = [name for name in REQUIRED if name not in (reader.fieldnames or ())]
    if missing:
        raise UsageError(
            vi=f"{path} thiếu cột {', '.join(missing)}; dòng đầu phải có: {','.join(REQUIRED)}.",
            en=f"{path} lacks the columns {', '.join(missing)}; its first line must have: {','.join(REQUIRED)}.",
        )
    return list(reader)


def checked_row(row: dict[str, Any]) -> dict[str, Any]:
    """The values of one record, typed. Raises `ValueError` with the sentence for the clerk."""
    text = {name: _clean(str(row.get(name) or "")) for name in (*REQUIRED, *OPTIONAL)}
    empty = [name for name in REQUIRED if not text[name]]
    if empty:
        raise ValueError(f"thiếu {', '.join(empty)} / {', '.join(empty)} is missing")
    if parse_case_code(text["code"]) is None:
        raise ValueError(f"mã hồ sơ “{text['code']}” không đúng dạng / “{text['code']}” is not a dossier code")
    return (
        {name: text[name] or None for name in text}
        | {name: _time(name, text[name]) for name in ("received_at", "due_at", "resolved_at")}
        | {"sheets": _sheets(text["sheets"])}
    )


def checked_code(session: Session, text: str) -> str:
    """The dossier code that a clerk typed, in its written form. Raises `UsageError` where it is none."""
    code = _clean(text)
    if parse_case_code(code) is None and session.get(CaseRecord, code) is None:
        raise UsageError(
            vi=f"“{text}” không phải mã hồ sơ; mã có dạng H26.12-260804-0583 hoặc 000.00.12.H26-210430-0001.",
            en=f"“{text}” is not a dossier code; codes look like H26.12-260804-0583 or 000.00.12.H26-210430-0001.",
        )
    return code


def parsed_time(text: str) -> datetime:
    """The moment that ISO 8601 ``text`` says; without a zone it is the desk's own. Raises `ValueError`."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def find_case(session: Session, code: str) -> CaseRecord:
    """The record of this code. Raises `CaseNotFound`."""
    record = session.get(CaseRecord, _clean(code))
    if record is None:
        raise CaseNotFound(case=code)
    return record


def _json_rows(path: Path, text: str) -> list[dict[str, Any]]:
    try:
        rows = json.loads(text)
    except json.JSONDecodeError as error:
        raise UsageError(
            vi=f"{path} không phải JSON hợp lệ: {error}.", en=f"{path} is not valid JSON: {error}."
        ) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UsageError(vi=f"{path} phải là một danh sách bản ghi JSON.", en=f"{path} must be a JSON list of records.")
    return rows


def _time(name: str, text: str) -> datetime | None:
    if not text:
        return None
    try:
        return parsed_time(text)
    except ValueError as error:
        raise ValueError(
            f"{name} “{text}” phải có dạng 2026-08-04T09:30 / {name} “{text}” must look like 2026-08-04T09:30"
        ) from error


def _sheets(text: str) -> int | None:
    if text and not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= MOST_SHEETS):
        raise ValueError(
            f"số tờ “{text}” phải là số từ 1 đến {MOST_SHEETS} / sheets “{text}” must be from 1 to {MOST_SHEETS}"
        )
    return int(text) if text else None


def _keep(work: Recording, values: dict[str, Any], report: ImportReport, **told: str) -> None:
    record = work.get(CaseRecord, values["code"])
    if record is None:
        work.add(CaseRecord(**values, updated_at=work.now))
        work.record("case.imported", f"case:{values['code']}", **told)
        report.imported += 1
        return
    changed = [name for name, value in values.items() if getattr(record, name) != value]
    if changed:
        for name in changed:
            setattr(record, name, values[name])
        record.updated_at = work.now
        work.record("case.updated", f"case:{record.code}", fields=changed, **told)
        if {"procedure", "received_at"} & set(changed):
            work.flush()
            dossiers = work.scalars(select(Dossier).where(Dossier.case_code == record.code)).all()
            recognise(work, dossiers)
            note_papers(work, [dossier.case_code for dossier in dossiers])
        report.updated += 1


def _link_waiting(work: Recording) -> None:
    waiting = work.scalars(
        select(Dossier)
        .join(CaseRecord, CaseRecord.code == Dossier.case_code)
        .where(Dossier.state == DossierState.AWAITING_CASE)
    ).all()
    for dossier in waiting:
        dossier.state = DossierState.LINKED
        work.record("dossier.case_arrived", f"dossier:{dossier.id}", case=dossier.case_code)
    recognise(work, waiting)
    note_papers(work, [dossier.case_code for dossier in waiting])


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()
