"""A dossier read by keyboard alone, a withheld page, and what is taken away."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import Person
from tests.e2e.conftest import Sit
from tests.e2e.papers import Papers
from tests.waiting import wait_until

pytestmark = pytest.mark.e2e

FARTHEST = 60
"""Presses of Tab after which a thing counts as out of reach."""


def reach(page: Page, selector: str) -> None:
    """Press Tab until the thing has the focus."""
    for _ in range(FARTHEST):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def number(person: Person) -> int:
    found = re.search(r"/pages/(\d+)", person.page.url)
    assert found
    return int(found[1])


def test_from_the_box_to_the_page_and_back_by_keyboard_alone(sit: Sit, address: str) -> None:
    archivist = sit("archivist")
    page = archivist.page
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("hàng hóa")
    archivist.press("Enter")
    page.wait_for_selector(".hit")
    hits = page.url
    reach(page, ".where a")
    archivist.press("Enter")
    page.wait_for_selector(".mark", state="attached")
    start = number(archivist)
    key = "ArrowRight" if start == 1 else "ArrowLeft"
    archivist.press(key)
    expect(page).to_have_url(re.compile(rf"/pages/(?!{start}\?)\d+\?q="))
    archivist.press({"ArrowRight": "ArrowLeft", "ArrowLeft": "ArrowRight"}[key])
    expect(page).to_have_url(re.compile(rf"/pages/{start}\?q="))
    before = archivist.image().evaluate("(image) => image.clientWidth")
    archivist.press("+")
    expect(page).to_have_url(re.compile("zoom=2"))
    assert archivist.image().evaluate("(image) => image.clientWidth") > 1.4 * before
    archivist.press("-")
    expect(page).to_have_url(re.compile("zoom=1"))
    archivist.press("Escape")
    expect(page).to_have_url(hits)
    archivist.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_the_page_can_be_scrolled_by_keys_at_once(sit: Sit, scanned: Papers) -> None:
    archivist = sit("archivist")
    archivist.go(f"/dossiers/{scanned.promotion}/pages/1")
    archivist.image()
    frame = archivist.page.locator(".frame")
    archivist.press("PageDown")
    wait_until(lambda: frame.evaluate("(frame) => frame.scrollTop") > 100, "a page further down")
    expect(frame).to_be_focused()


def test_the_pdf_taken_away_is_the_one_that_is_kept(sit: Sit, scanned: Papers) -> None:
    archivist = sit("archivist")
    archivist.go(f"/dossiers/{scanned.promotion}")
    with archivist.page.expect_download() as taken:
        archivist.page.get_by_role("link", name="Tải PDF/A").click()
    assert taken.value.suggested_filename.endswith(".pdf")
    kept = Path(scanned.shown(scanned.promotion)["pdf"])
    assert Path(taken.value.path()).read_bytes() == kept.read_bytes()
    archivist.go(f"/dossiers/{scanned.promotion}?fixity=true")
    expect(archivist.page.locator(".good")).to_be_visible()
    original = archivist.page.locator('a[href*="/originals/"]').first
    with archivist.page.expect_download() as taken:
        original.click()
    digest = hashlib.sha256(Path(taken.value.path()).read_bytes()).hexdigest()
    expect(archivist.page.get_by_text(digest)).to_be_visible()


def test_a_result_is_taken_away_as_a_table(sit: Sit) -> None:
    archivist = sit("archivist")
    found = archivist.search("hàng hóa")
    with archivist.page.expect_download() as taken:
        archivist.page.get_by_role("link", name=re.compile("CSV")).click()
    rows = list(csv.reader(io.StringIO(Path(taken.value.path()).read_text(encoding="utf-8-sig"))))
    assert len(rows) == len(found) + 1


def test_a_withheld_page_is_named_and_never_shown(sit: Sit, scanned: Papers) -> None:
    archivist = sit("archivist")
    assert not [each for each in archivist.search("phòng thủ") if scanned.secret in each]
    archivist.go(f"/dossiers/{scanned.secret}")
    expect(archivist.page.locator(".thumb.empty")).to_have_count(1)
    expect(archivist.page.locator(f'a[href="/dossiers/{scanned.secret}/pages/2"]')).to_have_count(0)
    expect(archivist.page.locator('a[href*="/originals/"]')).to_have_count(2)
    for path in ("", "/image"):
        archivist.go(f"/dossiers/{scanned.secret}/pages/2{path}")
        expect(archivist.page.get_by_role("alert")).to_be_visible()
        archivist.excuse("40[0-9]|451")


def test_fields_are_framed_on_the_image(sit: Sit, scanned: Papers) -> None:
    archivist = sit("archivist")
    archivist.go(f"/dossiers/{scanned.promotion}/pages/1")
    archivist.page.get_by_role("link", name="Hiện trường dữ liệu").click()
    expect(archivist.page.locator(".said").first).to_be_attached()
    expect(archivist.page.get_by_text("27", exact=True).first).to_be_visible()
