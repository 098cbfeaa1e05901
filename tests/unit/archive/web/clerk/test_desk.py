"""The clerk at the screen: what is seen, what is done, and that nobody's work is overwritten."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from archive.archive import Archive
from archive.models import Batch, Dossier, Event, Task, TaskKind, TaskState
from tests.unit.archive.web.browser import Browser, Shelf
from tests.unit.archive.web.conftest import CASE, SCRIPT, jpeg


@pytest.fixture
def clerk(browser: Callable[..., Browser]) -> Browser:
    return browser("clerk")


def dossier(archive: Archive, id_: str) -> Dossier:
    with archive.ledger.read() as session:
        found = session.get_one(Dossier, id_)
        _ = [page.delivery.batch for page in found.pages]
        return found


def do(clerk: Browser, archive: Archive, shelf: Shelf, path: str, **fields: Any) -> int:
    """Send a form of the screen as it stands now."""
    version = fields.pop("version", dossier(archive, shelf.mine).version)
    plain = {name: str(value) for name, value in fields.items()}
    return clerk.post(f"/desk/dossiers/{shelf.mine}/{path}", version=str(version), **plain).status_code


def queued(archive: Archive, kind: TaskKind) -> int:
    with archive.ledger.read() as session:
        return session.scalar(select(func.count()).where(Task.kind == kind, Task.state == TaskState.QUEUED)) or 0


def test_the_screen_shows_the_own_desk_alone_and_the_dossier_with_its_case(clerk: Browser, shelf: Shelf) -> None:
    page = clerk.get("/desk").text
    assert shelf.mine in page and CASE in page
    assert shelf.theirs not in page
    assert SCRIPT not in page
    assert clerk.get(f"/desk?dossier={shelf.theirs}").status_code == 404


def test_an_idle_desk_is_answered_with_nothing(clerk: Browser, archive: Archive, shelf: Shelf) -> None:
    column = clerk.get("/desk/arriving").text
    seen = re.search(r"seen=([0-9a-f]+)", column)
    assert seen
    assert clerk.get(f"/desk/arriving?seen={seen[1]}").status_code == 204
    assert do(clerk, archive, shelf, "pages/1/hide") == 303
    assert clerk.get(f"/desk/arriving?seen={seen[1]}").status_code == 200


def test_a_correction_is_answered_before_its_file_is_made(clerk: Browser, archive: Archive, shelf: Shelf) -> None:
    assert do(clerk, archive, shelf, "pages/2/hide") == 303
    assert dossier(archive, shelf.mine).pages[1].hidden
    assert queued(archive, TaskKind.BUNDLE) == 1
    assert "Đang làm lại PDF." in clerk.get(f"/desk?dossier={shelf.mine}").text


def test_corrections_follow_one_another_without_waiting_and_one_file_is_made(
    clerk: Browser, archive: Archive, shelf: Shelf
) -> None:
    assert do(clerk, archive, shelf, "pages/2/hide") == 303
    assert do(clerk, archive, shelf, "pages/2/restore") == 303
    assert do(clerk, archive, shelf, "pages/3/move", to=1) == 303
    assert do(clerk, archive, shelf, "undo") == 303
    assert queued(archive, TaskKind.BUNDLE) == 1


def test_a_turned_page_is_read_again_and_not_turned_while_it_is_in_hand(
    clerk: Browser, archive: Archive, shelf: Shelf
) -> None:
    assert do(clerk, archive, shelf, "pages/1/turn", degrees=90) == 303
    assert queued(archive, TaskKind.READ) == 1
    with archive.ledger.write() as work:
        task = work.scalars(select(Task).where(Task.kind == TaskKind.READ, Task.state == TaskState.QUEUED)).one()
        task.owner = "somebody"
    assert do(clerk, archive, shelf, "pages/1/turn", degrees=180) == 409
    assert do(clerk, archive, shelf, "pages/2/hide") == 303


def test_undo_and_redo(clerk: Browser, archive: Archive, shelf: Shelf) -> None:
    do(clerk, archive, shelf, "pages/1/hide")
    assert do(clerk, archive, shelf, "undo") == 303
    assert not dossier(archive, shelf.mine).pages[0].hidden
    assert do(clerk, archive, shelf, "redo") == 303
    assert dossier(archive, shelf.mine).pages[0].hidden


def test_of_two_who_correct_the_same_the_second_is_told_and_sees_what_the_first_did(
    clerk: Browser, browser: Callable[..., Browser], archive: Archive, shelf: Shelf
) -> None:
    version = str(dossier(archive, shelf.mine).version)
    other = browser("supervisor")
    assert other.post(f"/desk/dossiers/{shelf.mine}/pages/1/hide", version=version).status_code == 303
    answer = clerk.post(f"/desk/dossiers/{shelf.mine}/unlink", version=version)
    assert answer.status_code == 409
    assert "vừa được người khác sửa" in answer.text
    assert "/pages/1/restore" in answer.text
    assert dossier(archive, shelf.mine).case_code == CASE


@pytest.mark.parametrize("path", ["case/close", "case/papers/whatever", "case/reopen"])
def test_what_is_said_of_the_case_needs_the_present_version_too(
    clerk: Browser, archive: Archive, shelf: Shelf, path: str
) -> None:
    version = dossier(archive, shelf.mine).version - 1
    assert do(clerk, archive, shelf, path, version=version, word="accepted", despite="vì") == 409


def test_who_corrected_stands_in_the_chain(clerk: Browser, archive: Archive, shelf: Shelf) -> None:
    do(clerk, archive, shelf, "pages/1/hide")
    with archive.ledger.read() as session:
        event = session.scalars(select(Event).where(Event.kind == "dossier.corrected")).one()
    assert event.data["by"] == "clerk"


def test_a_case_is_closed_with_a_reason_and_opened_again(clerk: Browser, archive: Archive, shelf: Shelf) -> None:
    assert do(clerk, archive, shelf, "case/close") == 400
    assert do(clerk, archive, shelf, "case/close", despite="đã đủ") == 303
    assert dossier(archive, shelf.mine).state == "complete"
    assert do(clerk, archive, shelf, "pages/1/hide") == 400
    assert do(clerk, archive, shelf, "case/reopen") == 303
    assert dossier(archive, shelf.mine).state == "linked"


def test_cases_are_found_by_code_and_by_applicant_without_accents(clerk: Browser, shelf: Shelf) -> None:
    there = f"/desk/dossiers/{shelf.mine}/cases"
    assert CASE in clerk.get(f"{there}?case=0591").text
    assert CASE in clerk.get(f"{there}?case=ba").text
    assert CASE not in clerk.get(f"{there}?case=khong-co").text
    assert SCRIPT not in clerk.get(f"{there}?case=0591").text


def test_a_page_of_another_desk_is_neither_taken_nor_given(clerk: Browser, archive: Archive, shelf: Shelf) -> None:
    assert do(clerk, archive, shelf, "pages/1/carry", other=shelf.theirs) == 404
    assert do(clerk, archive, shelf, "pages/1/replace", by=f"{shelf.theirs}:1") == 404
    assert do(clerk, archive, shelf, "merge", other=shelf.theirs) == 404


def test_a_rescan_takes_the_place_of_the_bad_page(
    browser: Callable[..., Browser], archive: Archive, shelf: Shelf
) -> None:
    new = dossier(archive, shelf.theirs).pages[0].id
    assert do(browser("supervisor"), archive, shelf, "pages/2/replace", by=f"{shelf.theirs}:1") == 303
    pages = dossier(archive, shelf.mine).pages
    assert pages[1].hidden and pages[2].id == new and not pages[2].hidden
    assert dossier(archive, shelf.theirs).state == "withdrawn"


def test_files_that_are_dropped_in_are_a_batch_of_the_own_desk(clerk: Browser, archive: Archive, shelf: Shelf) -> None:
    files = [("files", ("../../trang.jpg", jpeg(7), "image/jpeg"))]
    sent = clerk.client.post("/desk/upload", data={"csrf": clerk.secret(), "sheets": "1"}, files=files)
    assert sent.status_code == 303
    with archive.ledger.read() as session:
        batch = session.scalars(select(Batch).order_by(Batch.id.desc()).limit(1)).one()
        assert (batch.desk, batch.sheets, [each.name for each in batch.deliveries]) == ("quay-1", 1, ["_.._trang.jpg"])
    assert "1 / 1" not in clerk.get("/desk").text and "đang đọc" in clerk.get("/desk").text
    assert not list(archive.home.path.glob(".upload-*"))


def test_files_are_not_laid_at_a_foreign_desk(clerk: Browser, archive: Archive) -> None:
    files = [("files", ("a.jpg", jpeg(7), "image/jpeg"))]
    sent = clerk.client.post("/desk/upload", data={"csrf": clerk.secret(), "desk": "quay-2"}, files=files)
    assert sent.status_code == 400


def test_separators_come_as_a_pdf_and_a_wrong_code_is_told(clerk: Browser) -> None:
    assert clerk.get(f"/desk/separators?codes={CASE}=12").content.startswith(b"%PDF")
    wrong = clerk.get("/desk/separators?codes=nonsense")
    assert wrong.status_code == 400 and "nonsense" in wrong.text


def test_what_went_wrong_is_one_list_of_the_own_desk(
    clerk: Browser, browser: Callable[..., Browser], shelf: Shelf
) -> None:
    own, all_ = clerk.get("/exceptions").text, browser("supervisor").get("/exceptions").text
    assert "trang giữ lại" in own
    assert shelf.theirs not in own and shelf.theirs in all_
