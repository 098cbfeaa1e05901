"""What was set aside, in the browser: seen by whom it concerns, decided once, and read by nobody who only asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import select

from archive.archive import Archive
from archive.intake import take_in
from archive.models import Delivery, Event, Page, Task, TaskKind, TaskState
from archive.quarantine import Item, standing
from archive.work.engine import Engine
from tests.doubles import DecodingWork, ScriptedRunner
from tests.unit.archive.web.browser import Browser, Shelf
from tests.unit.archive.web.conftest import SCRIPT, Runners, jpeg

Open = Callable[..., Browser]


def refused(archive: Archive, folder: Path, desk: str = "quay-1") -> str:
    """A file that breaks off, as the agent leaves it."""
    path = folder / f"hỏng {desk} {SCRIPT.replace('/', '')} 001234567890.jpg"
    path.write_bytes(jpeg(9)[:300])
    batch = take_in(archive.ledger, archive.objects, [path], desk, None).batch_id
    work_off(archive)
    with archive.ledger.read() as session:
        return f"file:{session.scalars(select(Delivery.id).where(Delivery.batch_id == batch)).one()}"


def work_off(archive: Archive) -> int:
    """What the agent does; gives how many orders it carried out."""
    runner = ScriptedRunner(DecodingWork(archive.objects, archive.dossiers))
    list(Engine(archive.ledger, Runners(runner)).run())
    return len(runner.carried_out)


@pytest.fixture
def file(archive: Archive, tmp_path: Path) -> str:
    return refused(archive, tmp_path)


def version(archive: Archive, item: str) -> str:
    with archive.ledger.read() as session:
        return str(standing(session, Item.parse(item)).version)


def do(browser: Browser, archive: Archive, item: str, way: str, **fields: str) -> str | int:
    """Send the form as it stands now; where it leads, or the status."""
    answer = browser.post(f"/quarantine/{item}/{way}", **({"version": version(archive, item)} | fields))
    return str(answer.headers["location"]) if answer.status_code == 303 else answer.status_code


def events(archive: Archive, kind: str) -> list[Event]:
    with archive.ledger.read() as session:
        return list(session.scalars(select(Event).where(Event.kind == kind)))


def test_a_refused_file_says_what_it_is_and_why_it_was_refused(browser: Open, archive: Archive, file: str) -> None:
    page = browser("clerk").get(f"/quarantine/{file}").text
    assert "quét lại" in page and "quay-1" in page and "Thử lại" in page and "Bỏ tệp này" in page
    assert SCRIPT not in page and "001234567890" not in page and "sohoa quarantine" not in page
    (event,) = events(archive, "web.quarantine_viewed")
    assert (event.subject, event.data["user"]) == (file, "clerk")


def test_the_list_names_no_command(browser: Open, file: str, shelf: Shelf) -> None:
    page = browser("clerk").get("/exceptions").text
    assert f'href="/quarantine/{file}"' in page and f'href="/quarantine/{shelf.withheld}"' in page
    assert "sohoa quarantine" not in page


def test_a_file_is_tried_again_by_the_agent_alone(browser: Open, archive: Archive, file: str) -> None:
    clerk = browser("clerk")
    assert do(clerk, archive, file, "retry") == f"/exceptions?done=retried&of={quote(file)}"
    with archive.ledger.read() as session:
        task = session.scalars(select(Task).where(Task.kind == TaskKind.SPLIT, Task.subject == file[5:])).one()
    assert task.state is TaskState.QUEUED and task.owner is None
    assert events(archive, "delivery.retried")[0].data["by"] == "clerk"
    said = clerk.get(f"/exceptions?done=retried&of={file}").text
    assert ".jpg đang được thử lại" in said and SCRIPT not in said and f"{file}/retry" not in said
    assert f"{file}/retry" not in clerk.get(f"/quarantine/{file}").text
    assert work_off(archive) == 1
    assert f"{file}/retry" in clerk.get("/exceptions").text


def test_a_file_is_given_up_for_a_reason_and_leaves_the_list(browser: Open, archive: Archive, file: str) -> None:
    clerk = browser("clerk")
    assert do(clerk, archive, file, "discard", reason=" ") == 400
    assert do(clerk, archive, file, "discard", reason="đã quét lại") == f"/exceptions?done=given_up&of={quote(file)}"
    assert f"/quarantine/{file}" not in clerk.get("/exceptions").text
    page = clerk.get(f"/quarantine/{file}").text
    assert "đã quét lại" in page and f"{file}/discard" not in page and f"{file}/retry" in page
    assert events(archive, "delivery.discarded")[0].data["by"] == "clerk"


@pytest.mark.parametrize("way", ["retry", "discard"])
def test_the_second_of_two_is_told_and_sees_what_the_first_did(
    browser: Open, archive: Archive, file: str, way: str
) -> None:
    before = version(archive, file)
    assert isinstance(do(browser("supervisor"), archive, file, "discard", reason="quét nhầm"), str)
    answer = browser("clerk").post(f"/quarantine/{file}/{way}", version=before, reason="đã quét lại")
    assert answer.status_code == 409
    assert "vừa được người khác xử lý" in answer.text and "quét nhầm" in answer.text
    assert len(events(archive, "delivery.discarded")) == 1 and not events(archive, "delivery.retried")


def test_what_lies_at_another_desk_is_answered_as_what_does_not_exist(
    browser: Open, archive: Archive, tmp_path: Path
) -> None:
    theirs = refused(archive, tmp_path, "quay-2")
    clerk, nobodys = browser("clerk"), "file:999999"
    for get in ("{}", "{}/image"):
        answers = [clerk.get(f"/quarantine/{get.format(item)}") for item in (theirs, nobodys)]
        assert answers[0].status_code == answers[1].status_code
        assert answers[0].text.replace(theirs, "") == answers[1].text.replace(nobodys, "")
    assert do(clerk, archive, theirs, "retry") == do(clerk, archive, theirs, "discard", reason="x") == 404
    assert theirs not in clerk.get("/exceptions").text
    assert f"/quarantine/{theirs}" in browser("supervisor").get("/exceptions").text


@pytest.mark.parametrize("name", ["file:0", "page:1x", "dossier:1", "file:99999999999"])
def test_what_names_nothing_is_no_page(browser: Open, name: str) -> None:
    assert browser("supervisor").get(f"/quarantine/{name}").status_code == 404


def test_a_withheld_page_is_seen_by_whoever_may_release_it_alone(browser: Open, archive: Archive, shelf: Shelf) -> None:
    clerk, supervisor = browser("clerk"), browser("supervisor")
    shown = clerk.get(f"/quarantine/{shelf.withheld}").text
    assert "độ mật" in shown and "/image" not in shown and "/release" not in shown and "xăng mật" not in shown
    assert clerk.get(f"/quarantine/{shelf.withheld}/image").status_code == 403
    assert f"{shelf.withheld}/image" in supervisor.get(f"/quarantine/{shelf.withheld}").text
    image = supervisor.get(f"/quarantine/{shelf.withheld}/image")
    assert image.content.startswith(b"\xff\xd8") and image.headers["cache-control"] == "no-store"
    assert [each.data["user"] for each in events(archive, "web.withheld_viewed")] == ["supervisor"]
    # What was drawn for one who may is not kept for those who may not.
    assert supervisor.get(f"/dossiers/{shelf.mine}/pages/4/image").status_code == 403


def test_a_page_that_is_not_withheld_is_not_shown_there(browser: Open, archive: Archive, shelf: Shelf) -> None:
    with archive.ledger.read() as session:
        open_page = session.scalars(select(Page.id).where(Page.delivery_id == shelf.original)).one()
    assert browser("supervisor").get(f"/quarantine/page:{open_page}/image").status_code == 404


def test_a_page_is_released_for_a_reason_and_its_file_follows(browser: Open, archive: Archive, shelf: Shelf) -> None:
    supervisor = browser("supervisor")
    before = version(archive, shelf.withheld)
    assert do(supervisor, archive, shelf.withheld, "release", reason="") == 400
    led = do(supervisor, archive, shelf.withheld, "release", reason="tên công ty")
    assert led == f"/exceptions?done=released&of={quote(shelf.withheld)}"
    (event,) = events(archive, "page.released")
    assert (event.data["by"], event.data["reason"]) == ("supervisor", "tên công ty")
    with archive.ledger.read() as session:
        bundles = select(Task).where(Task.kind == TaskKind.BUNDLE, Task.state == TaskState.QUEUED)
        assert session.scalars(bundles).one().subject.startswith(shelf.mine)
    assert supervisor.get(f"/dossiers/{shelf.mine}/pages/4/image").status_code == 200
    late = browser("administrator").post(f"/quarantine/{shelf.withheld}/release", version=before, reason="ừ")
    assert late.status_code == 409 and "vừa được người khác xử lý" in late.text and "Cần xử lý" in late.text
    assert supervisor.get(f"/quarantine/{shelf.withheld}").status_code == 404


def test_of_a_file_no_picture_is_drawn_and_no_page_is_given_up(browser: Open, archive: Archive, shelf: Shelf) -> None:
    supervisor = browser("supervisor")
    assert supervisor.get("/quarantine/file:1/image").status_code == 404
    assert do(supervisor, archive, shelf.withheld, "discard", reason="x") == 404
    assert do(supervisor, archive, shelf.withheld, "retry") == 404


def test_a_file_of_which_no_byte_could_be_read_is_given_up_only(
    browser: Open, archive: Archive, tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    take_in(archive.ledger, archive.objects, [tmp_path / "link"], "quay-1", None)
    clerk = browser("clerk")
    (item,) = re.findall(r'href="/quarantine/(file:\d+)">', clerk.get("/exceptions").text)[:1]
    page = clerk.get(f"/quarantine/{item}").text
    assert f"{item}/retry" not in page and f"{item}/discard" in page
    assert do(clerk, archive, item, "retry") == 400
