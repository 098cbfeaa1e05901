"""Case records: what is taken, what is refused, and who was waiting."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.archive import Archive
from archive.cases import checked_code, find_case, import_cases
from archive.models import Batch, BatchState, CaseRecord, Dossier, DossierState
from config.errors import CaseNotFound, UsageError

HEADER = "code,procedure,applicant,received_at,due_at,status,handling_unit\n"
ROW = "H26.12-260804-0583,2.000004,Công ty TNHH Hòa Bình,2026-08-04T09:30,2026-08-11T09:30,new,P. QLTM\n"


def write(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "cases.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_rows_are_imported_once(archive: Archive, tmp_path: Path) -> None:
    path = write(tmp_path, HEADER + ROW)
    assert import_cases(archive.ledger, path).to_json() == {"imported": 1, "updated": 0, "rejected": []}
    assert import_cases(archive.ledger, path).to_json() == {"imported": 0, "updated": 0, "rejected": []}
    with archive.ledger.read() as session:
        record = find_case(session, " H26.12-260804-0583 ")
    assert record.applicant == "Công ty TNHH Hòa Bình"
    assert record.received_at == datetime(2026, 8, 4, 2, 30, tzinfo=UTC)


def test_a_changed_row_updates(archive: Archive, tmp_path: Path) -> None:
    import_cases(archive.ledger, write(tmp_path, HEADER + ROW))
    report = import_cases(archive.ledger, write(tmp_path, HEADER + ROW.replace("new", "done")))
    assert (report.imported, report.updated) == (0, 1)
    with archive.ledger.read() as session:
        assert session.query(CaseRecord).one().status == "done"


def test_bad_rows_are_named_and_good_ones_kept(archive: Archive, tmp_path: Path) -> None:
    bad = "nonsense,2.000004,A,2026-08-04T09:30,,,\nH26.12-260804-0584,2.000004,,2026-08-04,,,\n"
    late = "H26.12-260804-0585,2.000004,B,04/08/2026,,,\n"
    report = import_cases(archive.ledger, write(tmp_path, HEADER + bad + late + ROW))
    assert report.imported == 1
    assert [row["row"] for row in report.rejected] == [1, 2, 3]
    assert all(row["reason"] for row in report.rejected)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_what_spreadsheets_write_is_read(archive: Archive, tmp_path: Path, encoding: str) -> None:
    text = (HEADER + ROW).replace(",", ";")
    assert import_cases(archive.ledger, write(tmp_path, text, encoding)).imported == 1


def test_a_json_list_is_read(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "cases.json"
    row = {"code": "H26.12-260804-0583", "procedure": "2.000004", "applicant": "A", "received_at": "2026-08-04"}
    path.write_text(json.dumps([row]), encoding="utf-8")
    assert import_cases(archive.ledger, path).imported == 1


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"code,procedure\n", b"", b"[1, 2]", b"{}", b"[{", "mã,tên\n".encode("utf-16")]
)
def test_a_file_that_is_no_list_of_cases_is_refused_whole(archive: Archive, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "cases"
    path.write_bytes(content)
    with pytest.raises(UsageError, match="cases"):
        import_cases(archive.ledger, path)


def test_a_waiting_dossier_is_linked_when_its_record_arrives(archive: Archive, tmp_path: Path) -> None:
    with archive.ledger.write() as work:
        work.add(Batch(key="k", desk="d", state=BatchState.DONE, received_at=work.now))
        work.flush()
        for number, code in enumerate(("H26.12-260804-0583", "H26.12-260804-9999"), 1):
            work.add(
                Dossier(
                    id=f"d-{number}",
                    batch_id=1,
                    ordinal=number,
                    title="t",
                    state=DossierState.AWAITING_CASE,
                    case_code=code,
                    created_at=work.now,
                )
            )
    import_cases(archive.ledger, write(tmp_path, HEADER + ROW))
    with archive.ledger.read() as session:
        states = {dossier.id: dossier.state for dossier in session.query(Dossier)}
    assert states == {"d-1": DossierState.LINKED, "d-2": DossierState.AWAITING_CASE}


def test_unknown_codes_are_said(archive: Archive) -> None:
    with archive.ledger.read() as session:
        with pytest.raises(CaseNotFound, match="H26"):
            find_case(session, "H26.12-260804-0583")
        with pytest.raises(UsageError, match="H26-1"):
            checked_code(session, "H26-1")
        assert checked_code(session, " H26.12-260804-0583\n") == "H26.12-260804-0583"
