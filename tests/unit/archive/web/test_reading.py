"""What the archivist sees and takes away, and what stays inert, hidden or refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from archive.archive import Archive
from archive.models import Dossier, DossierFile, Event
from archive.web.result_csv import inert
from tests.unit.archive.web.browser import Browser, Shelf
from tests.unit.archive.web.conftest import CASE, SCRIPT, Clock

Open = Callable[..., Browser]


def events(archive: Archive, kind: str) -> list[Event]:
    with archive.ledger.read() as session:
        return list(session.query(Event).where(Event.kind == f"web.{kind}").order_by(Event.id))


def test_a_search_shows_pages_with_what_was_found_marked(browser: Open, shelf: Shelf) -> None:
    shown = browser("archivist").get("/?q=xang+dau").text
    assert "<mark>xăng</mark> <mark>dầu</mark>" in shown
    assert f'href="/dossiers/{shelf.mine}/pages/1?q=xang+dau"' in shown and CASE in shown


def test_facets_narrow_down_and_can_be_taken_off(browser: Open, shelf: Shelf) -> None:
    archivist = browser("archivist")
    assert "tìm thấy 4 trang" in archivist.get("/?q=xang").text
    narrowed = archivist.get("/?q=xang&desk=quay-2").text
    assert "tìm thấy 1 trang" in narrowed and 'href="/?q=xang" aria-current="true"' in narrowed


def test_a_clerk_finds_and_opens_only_what_is_of_the_own_desk(browser: Open, shelf: Shelf) -> None:
    clerk = browser("clerk")
    shown = clerk.get("/?q=xang").text
    assert "tìm thấy 3 trang" in shown and shelf.theirs not in shown and "quay-2" not in shown
    assert "tìm thấy 0 trang" in clerk.get("/?q=xang&desk=quay-2").text
    for path in ("", "/pages/1", "/pages/1/image", "/pdf"):
        there, nowhere = clerk.get(f"/dossiers/{shelf.theirs}{path}"), clerk.get(f"/dossiers/d-0{path}")
        assert there.status_code == nowhere.status_code == 404
        assert there.text.replace(shelf.theirs, "") == nowhere.text.replace("d-0", "")
    assert browser("archivist").get(f"/dossiers/{shelf.theirs}").status_code == 200


def test_identity_numbers_are_masked_in_lists_texts_and_the_trail(
    browser: Open, shelf: Shelf, archive: Archive
) -> None:
    archivist = browser("archivist")
    for path in ("/?q=xang+dau", f"/dossiers/{shelf.mine}/pages/1", "/search.csv?q=xang+dau"):
        assert "001234567890" not in archivist.get(path).text, path
    archivist.get("/?q=001234567890")
    assert events(archive, "searched")[-1].data["query"] == "************"


def test_scripts_in_recognised_text_and_names_are_text(browser: Open, shelf: Shelf) -> None:
    administrator = browser("administrator")
    paths = ["/?q=script", f"/?q={SCRIPT}", f"/dossiers/{shelf.mine}", f"/dossiers/{shelf.mine}/pages/2?q={SCRIPT}"]
    for path in [*paths, "/audit", f"/audit?user={SCRIPT}", f"/login?next=/{SCRIPT}"]:
        answer = administrator.get(path)
        assert answer.status_code == 200 and "<script>" not in answer.text, path
        assert "script-src 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert inert(cell) == f"'{cell}"


def test_a_result_is_taken_away_as_a_table(browser: Open, shelf: Shelf, archive: Archive) -> None:
    answer = browser("archivist").get("/search.csv?q=xang")
    assert answer.content.startswith("\ufeff".encode())
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert len(rows) == 5 and any(cell.startswith("'=1+1") for row in rows for cell in row)
    assert events(archive, "exported")[0].data == {"user": "archivist", "query": "xang"}


def test_a_question_that_asks_for_nothing_says_so(browser: Open, shelf: Shelf) -> None:
    answer = browser("archivist").get("/?q=NOT+xang")
    assert answer.status_code == 400 and "NOT" in answer.text


def test_marks_stand_where_the_words_do(browser: Open, shelf: Shelf) -> None:
    shown = browser("archivist").get(f"/dossiers/{shelf.mine}/pages/1?q=dau").text
    assert '<rect class="mark" x="0.1" y="0.1" width="0.08" height="0.02"/>' in shown


def test_a_page_image_is_drawn_once_and_asked_for_again_in_vain(browser: Open, shelf: Shelf) -> None:
    archivist = browser("archivist")
    path = f"/dossiers/{shelf.mine}/pages/1/image"
    answer = archivist.get(path)
    image = Image.open(io.BytesIO(answer.content))
    assert image.format == "JPEG" and image.size == (413, 585) and np.asarray(image).mean() > 250
    assert "private" in answer.headers["cache-control"]
    again = archivist.get(path, headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304 and not again.content
    thumb = archivist.get(f"{path}?size=thumb")
    assert Image.open(io.BytesIO(thumb.content)).width == 180 and thumb.headers["etag"] != answer.headers["etag"]


def test_a_withheld_page_is_seen_by_nobody(browser: Open, shelf: Shelf, archive: Archive) -> None:
    administrator = browser("administrator")
    for path in ("pages/4", "pages/4/image", "pages/4/image?size=thumb", f"originals/{shelf.secret_original}"):
        answer = administrator.get(f"/dossiers/{shelf.mine}/{path}")
        assert answer.status_code == 403 and "độ mật" in answer.text, path
    assert "mật" not in administrator.get("/?q=xang").text.split("hits")[1]
    shown = administrator.get(f"/dossiers/{shelf.mine}").text
    assert "giữ lại" in shown and f"originals/{shelf.secret_original}" not in shown
    assert [event.data["reason"] for event in events(archive, "refused")] == ["withheld_page"] * 4


def test_the_pdf_comes_whole_or_in_parts(browser: Open, shelf: Shelf, archive: Archive) -> None:
    archivist = browser("archivist")
    path = f"/dossiers/{shelf.mine}/pdf"
    with archive.ledger.read() as session:
        file = session.query(DossierFile).where(DossierFile.dossier_id == shelf.mine).one()
    whole = archivist.get(path)
    assert whole.content == archive.dossiers.read(file.pdf_sha256)
    assert f'filename="{CASE}.pdf"' in whole.headers["content-disposition"]
    part = archivist.get(path, headers={"range": "bytes=2-5"})
    assert part.status_code == 206 and part.content == whole.content[2:6]
    stale = archivist.get(path, headers={"range": "bytes=2-5", "if-range": '"of another version"'})
    assert stale.status_code == 200
    assert archivist.get(path, headers={"if-none-match": whole.headers["etag"]}).status_code == 304
    assert events(archive, "downloaded")[0].data == {"user": "archivist", "file": "pdf", "version": file.version}


def test_an_original_comes_as_it_was_and_is_never_shown_by_the_browser(browser: Open, shelf: Shelf) -> None:
    answer = browser("clerk").get(f"/dossiers/{shelf.mine}/originals/{shelf.original}")
    assert answer.content[:3] == b"\xff\xd8\xff" and answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "<" not in answer.headers["content-disposition"]


def test_originals_of_other_dossiers_cannot_be_guessed_at(browser: Open, shelf: Shelf) -> None:
    assert browser("archivist").get(f"/dossiers/{shelf.theirs}/originals/{shelf.original}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/dossiers/..%2f..%2fetc%2fpasswd",
        "/dossiers/%00",
        "/dossiers/d-1'--/pages/1",
        "/dossiers/d-1/pages/0",
        "/dossiers/d-1/pages/99999999999999999999",
        "/static/..%2f..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/static//etc/passwd",
        "/openapi.json",
        "/docs",
    ],
)
def test_paths_that_lead_astray_lead_nowhere(browser: Open, shelf: Shelf, path: str) -> None:
    assert browser("administrator").get(path).status_code == 404


def test_what_is_too_large_is_refused_before_it_is_read(browser: Open) -> None:
    one = browser()
    answer = one.client.post("/login", data={"name": "clerk", "password": "x" * 70_000})
    assert answer.status_code == 413 and "quá lớn" in answer.text

    def drip() -> object:
        for _ in range(10):
            yield b"x" * 10_000

    answer = one.client.post(
        "/login", content=drip(), headers={"content-type": "application/x-www-form-urlencoded"}  # type: ignore[arg-type]
    )  # fmt: skip
    assert answer.status_code == 413


def test_an_error_nobody_foresaw_tells_nothing(
    browser: Open, shelf: Shelf, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a secret of the inside")

    archivist = browser("archivist")
    monkeypatch.setattr("archive.web.routes.dossiers.dossier_view", broken)
    answer = archivist.get(f"/dossiers/{shelf.mine}")
    assert answer.status_code == 500 and "secret" not in answer.text and "RuntimeError" not in answer.text
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_what_cannot_be_written_down_is_not_shown(
    browser: Open, shelf: Shelf, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archivist = browser("archivist")

    def full(self: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("archive.ledger.Recording.commit_sealed", full)
    answer = archivist.get(f"/dossiers/{shelf.mine}/pages/1")
    assert answer.status_code == 500 and "xăng" not in answer.text


def test_whoever_looks_is_written_down_once_for_a_dossiers_images(
    browser: Open, shelf: Shelf, archive: Archive, clock: Clock
) -> None:
    clerk = browser("clerk")
    for number in (1, 2, 3, 1):
        clerk.get(f"/dossiers/{shelf.mine}/pages/{number}/image")
    clerk.get(f"/dossiers/{shelf.mine}")
    clerk.get(f"/dossiers/{shelf.mine}")
    assert [event.data for event in events(archive, "page_viewed")] == [{"user": "clerk", "page": 1}]
    assert [event.subject for event in events(archive, "dossier_viewed")] == [f"dossier:{shelf.mine}"]


def test_the_administrator_sees_who_did_what(browser: Open, shelf: Shelf) -> None:
    clerk, administrator = browser("clerk"), browser("administrator")
    clerk.get(f"/dossiers/{shelf.mine}")
    clerk.get("/?q=nhien+lieu")
    assert clerk.get("/audit").status_code == 403
    of_clerk = administrator.get("/audit?user=clerk").text
    assert "nhien lieu" in of_clerk and "bị từ chối" in of_clerk and "path:/audit" in of_clerk
    of_dossier = administrator.get(f"/audit?dossier={shelf.mine}").text
    assert "mở một hồ sơ" in of_dossier and "nhien lieu" not in of_dossier


def test_the_list_of_events_is_read_page_by_page(browser: Open, shelf: Shelf, archive: Archive) -> None:
    with archive.ledger.write() as work:
        for number in range(120):
            work.record("web.searched", "search", user="ai-do", query=f"thứ {number}")
    administrator, path, seen = browser("administrator"), "/audit?user=ai-do&dossier=", 0
    while path:
        shown = administrator.get(path).text
        seen += shown.count("query: thứ")
        path = shown.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&") if 'rel="next"' in shown else ""
    assert seen == 120


def test_a_damaged_file_is_said_when_one_asks(browser: Open, shelf: Shelf, archive: Archive) -> None:
    archivist = browser("archivist")
    assert "còn nguyên vẹn" in archivist.get(f"/dossiers/{shelf.mine}?fixity=true").text
    with archive.ledger.read() as session:
        file = session.get_one(Dossier, shelf.mine).file
    assert file
    path = archive.dossiers.path(file.pdf_sha256)
    path.chmod(0o600)
    path.write_bytes(b"something else")
    assert "đã hỏng" in archivist.get(f"/dossiers/{shelf.mine}?fixity=true").text
