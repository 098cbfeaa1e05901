"""Scans delivered through the API: stored before the answer, known again, refused in time."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.testclient import TestClient

from archive.archive import Archive
from archive.models import Batch, BatchState
from archive.web.api import uploads
from archive.web.security import bounds
from tests.unit.archive.web.api.conftest import Program
from tests.unit.archive.web.browser import Shelf
from tests.unit.archive.web.conftest import jpeg

FILES = [("files", ("Trang 1.jpg", jpeg(10), "image/jpeg")), ("files", ("Trang 1.jpg", jpeg(20), "image/jpeg"))]


def test_files_are_stored_when_the_answer_comes(program: Program, archive: Archive) -> None:
    clerk = program("clerk")
    answer = clerk.post("/api/v1/batches", data={"desk": "quay-1", "case": "H26.12-260804-0583"}, files=FILES)
    taken = answer.json()
    assert answer.status_code == 202 and not taken["duplicate"]
    assert [file["sha256"] for file in taken["files"]] == [hashlib.sha256(each[1][1]).hexdigest() for each in FILES]
    assert all(file["sha256"] in archive.objects and file["name"] == "Trang 1.jpg" for file in taken["files"])
    told = clerk.get(f"/api/v1/batches/{taken['batch']}").json()
    assert (told["desk"], told["case"], told["state"]) == ("quay-1", "H26.12-260804-0583", "reading")
    assert not list((archive.home.scratch).glob("*/*")), "nothing is left of the upload"


def test_the_same_files_again_are_a_duplicate(program: Program, archive: Archive) -> None:
    clerk = program("clerk")
    first, again = (clerk.post("/api/v1/batches", data={"desk": "quay-1"}, files=FILES) for _ in range(2))
    assert (again.status_code, again.json()["batch"]) == (202, first.json()["batch"])
    with archive.ledger.write() as work:
        work.get_one(Batch, first.json()["batch"]).state = BatchState.DONE
    known = clerk.post("/api/v1/batches", data={"desk": "quay-1"}, files=FILES)
    assert (known.status_code, known.json()["duplicate"], known.json()["batch"]) == (200, True, first.json()["batch"])
    assert {file["state"] for file in known.json()["files"]} == {"duplicate"}


def test_names_that_would_lead_elsewhere_do_not(program: Program, archive: Archive) -> None:
    files = [("files", (name, jpeg(30 + at), "image/jpeg")) for at, name in enumerate(("../../x.jpg", ".bashrc", "/e"))]
    answer = program("administrator").post("/api/v1/batches", data={"desk": "quay-9"}, files=files)
    assert answer.status_code == 202 and {file["state"] for file in answer.json()["files"]} == {"stored"}
    assert not [name for file in answer.json()["files"] if "/" in (name := file["name"])]


def test_a_clerk_delivers_to_the_own_desks(program: Program) -> None:
    answer = program("clerk").post("/api/v1/batches", data={"desk": "quay-2"}, files=FILES)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


@pytest.mark.parametrize(
    ("data", "files", "code"),
    [
        ({}, FILES, "invalid_request"),
        ({"desk": "quay-1"}, [], "invalid_request"),
        ({"desk": "quay-1\n"}, FILES, "invalid_request"),
        ({"desk": "quay-1", "case": "xxx"}, FILES, "usage"),
    ],
)
def test_what_is_wrong_is_said(program: Program, data: dict[str, str], files: list[object], code: str) -> None:
    answer = program("clerk").post("/api/v1/batches", data=data, files=files or None)
    assert answer.json()["code"] == code and answer.status_code in (400, 422)


def test_nothing_is_read_for_strangers(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[object] = []
    monkeypatch.setattr(Request, "form", lambda request, **most: read.append(request))
    answer = TestClient(app).post("/api/v1/batches", data={"desk": "quay-1"}, files=FILES)
    assert (answer.status_code, answer.json()["code"], read) == (401, "token_needed", [])
    assert answer.headers["www-authenticate"] == "Bearer"


def test_what_is_too_large_is_refused(program: Program) -> None:
    headers = {"content-length": str(uploads.MOST_BYTES + 1)}
    answer = program("clerk").post("/api/v1/batches", content=b"", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "request_too_large")
    assert uploads.MOST_BYTES > bounds.MOST_BYTES


def test_a_batch_of_another_desk_is_told_as_one_that_is_not(program: Program, shelf: Shelf, tmp_path: Path) -> None:
    clerk = program("clerk")
    assert [clerk.get(f"/api/v1/batches/{id_}").status_code for id_ in (1, 2, 999)] == [200, 404, 404]
