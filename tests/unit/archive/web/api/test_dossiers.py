"""Dossiers and searches through the API: the own desks', masked, without what is withheld, told in the chain."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from archive.archive import Archive
from archive.models import Event, Role
from archive.web.security import tokens
from tests.unit.archive.web.api.conftest import Program
from tests.unit.archive.web.browser import Shelf
from tests.unit.archive.web.conftest import CASE


def test_a_list_is_cut_and_filtered(program: Program, shelf: Shelf) -> None:
    archivist = program("archivist")
    whole = archivist.get("/api/v1/dossiers").json()
    assert [each["id"] for each in whole["dossiers"]] == [shelf.mine, shelf.theirs] and whole["total"] == 2
    second = archivist.get("/api/v1/dossiers?limit=1&offset=1").json()
    assert ([each["id"] for each in second["dossiers"]], second["total"]) == ([shelf.theirs], 2)
    assert [each["id"] for each in archivist.get(f"/api/v1/dossiers?case={CASE}").json()["dossiers"]] == [shelf.mine]
    assert archivist.get("/api/v1/dossiers?state=unlinked").json()["total"] == 1
    assert archivist.get("/api/v1/dossiers?state=odd").json()["code"] == "invalid_request"


def test_a_clerks_program_sees_the_own_desks(program: Program, shelf: Shelf) -> None:
    clerk = program("clerk")
    assert [each["id"] for each in clerk.get("/api/v1/dossiers").json()["dossiers"]] == [shelf.mine]
    for path in ("", "/text", "/pdf", "/pages/1/image"):
        there, nowhere = (clerk.get(f"/api/v1/dossiers/{id_}{path}") for id_ in (shelf.theirs, "d-0"))
        assert there.status_code == nowhere.status_code == 404
        assert there.text.replace(shelf.theirs, "") == nowhere.text.replace("d-0", "")
    assert clerk.get("/api/v1/search?q=xang").json()["total"] == 3


def test_numbers_are_masked_and_withheld_pages_say_nothing(program: Program, shelf: Shelf) -> None:
    archivist = program("archivist")
    told, text, found = (
        archivist.get(f"/api/v1{path}")
        for path in (f"/dossiers/{shelf.mine}", f"/dossiers/{shelf.mine}/text", "/search?q=xang+dau")
    )
    assert all("001234567890" not in each.text for each in (told, text, found))
    assert "************" in text.text and "/home" not in told.text
    assert [(page["withheld"], bool(page["text"])) for page in text.json()["pages"]] == [(False, True)] * 3 + [
        (True, False)
    ]
    secret = archivist.get(f"/api/v1/dossiers/{shelf.mine}/pages/4/image")
    assert (secret.status_code, secret.json()["code"]) == (403, "withheld_page")


def test_a_pdf_comes_whole_in_ranges_or_not_again(program: Program, archive: Archive, shelf: Shelf) -> None:
    archivist, path = program("archivist"), f"/api/v1/dossiers/{shelf.mine}/pdf"
    whole = archivist.get(path)
    sha256 = whole.headers["etag"].strip('"')
    assert whole.content == archive.dossiers.read(sha256) and whole.headers["content-type"] == "application/pdf"
    part = archivist.get(path, headers={"range": "bytes=0-3"})
    assert (part.status_code, part.content) == (206, whole.content[:4])
    assert archivist.get(path, headers={"range": "bytes=999999999-"}).status_code == 416
    again = archivist.get(path, headers={"if-none-match": whole.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    with archive.ledger.read() as session:
        events = session.query(Event).where(Event.kind == "web.downloaded").all()
    assert {(each.subject, each.data["user"]) for each in events} == {(f"dossier:{shelf.mine}", "token:archivist-0")}


def test_page_images_have_tags_of_their_content(program: Program, shelf: Shelf) -> None:
    archivist, path = program("archivist"), f"/api/v1/dossiers/{shelf.mine}/pages/1/image"
    image = archivist.get(path)
    assert image.headers["content-type"] == "image/jpeg"
    assert archivist.get(path, headers={"if-none-match": image.headers["etag"]}).status_code == 304
    assert archivist.get(f"{path}?size=huge").json()["code"] == "invalid_request"


@pytest.mark.parametrize("path", ["/search?q=NOT+xang", "/search?q=xang&from=2026-02-01&to=2026-01-01"])
def test_a_question_that_cannot_be_answered_is_told(program: Program, path: str) -> None:
    answer = program("archivist").get(f"/api/v1{path}")
    assert (answer.status_code, answer.json()["code"]) == (400, "usage")


def test_signs_that_mean_something_to_the_index_break_nothing(program: Program) -> None:
    archivist = program("archivist")
    for signs in ("b}4\U0007cf14\\\\]r7", "(12[3]*", "1^2$3|4", "😀12/3"):
        assert archivist.get("/api/v1/search", params={"q": signs}).status_code in (200, 400), signs


def test_what_is_not_there_is_a_problem_too(program: Program) -> None:
    archivist = program("archivist")
    assert archivist.get("/api/v1/nothing").json()["code"] == "address_not_found"
    answer = archivist.post("/api/v1/dossiers")
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed") and answer.headers["allow"]


def test_a_session_opens_nothing_and_a_token_that_was_taken_away_neither(
    app: FastAPI, program: Program, archive: Archive, shelf: Shelf
) -> None:
    gone = program("archivist")
    assert gone.get("/api/v1/dossiers").status_code == 200
    with archive.ledger.write() as work:
        tokens.remove(work, "archivist-0")
    assert gone.get("/api/v1/dossiers").json()["code"] == "token_needed"
    browser = TestClient(app, follow_redirects=False)
    browser.post("/login", data={"name": "archivist", "password": "mật khẩu rất dài"})
    assert browser.get("/").status_code == 200 and browser.get("/api/v1/dossiers").status_code == 401


def test_only_a_hash_of_the_token_is_kept(archive: Archive) -> None:
    with archive.ledger.write() as work:
        token = tokens.add(work, "scanner", Role.CLERK, [])
    with archive.ledger.read() as session:
        kept = tokens.listed(session)[0]
        events = [each.data for each in session.query(Event).where(Event.subject == "token:scanner")]
    assert token not in str(vars(kept)) and token not in str(events) and len(kept.sha256) == 64
