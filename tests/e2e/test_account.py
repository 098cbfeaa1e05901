"""Coming in, going out, and being kept out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Sit
from tests.e2e.papers import Papers
from tests.serving import free_port, password_said, running

pytestmark = pytest.mark.e2e

OWN = "của riêng tôi thôi nhé"


def test_the_first_administrator_must_choose_a_password_before_anything_else(sit: Sit, tmp_path: Path) -> None:
    home = tmp_path / "home"
    with running(home, "serve", "--port", free_port()) as (_, address):
        admin = sit(at=address)
        admin.go("/")
        admin.log_in("admin", password_said(home))
        page = admin.page
        expect(page).to_have_url(f"{address}password")
        expect(page.locator("nav")).to_have_count(0)
        admin.go("/audit")
        expect(page).to_have_url(f"{address}password")
        for first, second in ((OWN, "khác hẳn thế này"), ("ngắn", "ngắn")):
            _change(admin.page, password_said(home), first, second)
            expect(page.get_by_role("alert")).to_be_visible()
            admin.excuse("40[0-9]|422")
        _change(admin.page, password_said(home), OWN, OWN)
        expect(page).to_have_url(address)
        expect(page.get_by_role("searchbox")).to_be_focused()


def _change(page, old: str, new: str, again: str) -> None:  # type: ignore[no-untyped-def]
    for name, value in (("old", old), ("new", new), ("again", again)):
        page.fill(f"[name={name}]", value)
    page.press("[name=again]", "Enter")


def test_one_is_led_back_to_where_one_wanted_to_go_and_out_again(sit: Sit, scanned: Papers, address: str) -> None:
    archivist = sit()
    wanted = f"{address}dossiers/{scanned.promotion}/pages/1?q=hang"
    archivist.go(wanted.removeprefix(address))
    expect(archivist.page.locator("[name=name]")).to_be_focused()
    archivist.log_in("archivist")
    expect(archivist.page).to_have_url(wanted)
    archivist.page.get_by_role("button", name="Đăng xuất").click()
    expect(archivist.page).to_have_url(f"{address}login")
    archivist.page.go_back()
    expect(archivist.page).to_have_url(re.compile("/login"))


def test_after_too_many_wrong_passwords_one_is_told_to_wait(sit: Sit, own: Papers) -> None:
    with running(own.home, "serve", "--port", free_port()) as (_, address):
        guesser = sit(at=address)
        guesser.go("/login")
        for _ in range(5):
            guesser.log_in("archivist", "sai rồi nhé bạn")
            guesser.page.wait_for_load_state()
            expect(guesser.page.get_by_role("alert")).to_be_visible()
        expect(guesser.page.get_by_role("alert")).to_contain_text("giây")
        assert {re.search(r"\b4\d\d\b", each)[0] for each in guesser.complaints} == {"401", "429"}  # type: ignore[index]
        guesser.complaints.clear()
        other = sit("clerk", at=address)
        expect(other.page.get_by_role("searchbox")).to_be_visible()


def test_what_a_clerk_may_not_see_is_not_there(sit: Sit, scanned: Papers) -> None:
    clerk = sit("clerk")
    assert scanned.secret not in "".join(clerk.search("tình hình"))
    expect(clerk.page.get_by_text("quay-2")).to_have_count(0)
    expect(clerk.page.get_by_role("link", name="Ai đã làm gì")).to_have_count(0)
    for path in ("", "/pages/1", "/pages/1/image"):
        clerk.go(f"/dossiers/{scanned.secret}{path}")
        expect(clerk.page.get_by_role("alert")).to_be_visible()
        clerk.excuse("404")
    clerk.go("/audit")
    expect(clerk.page.get_by_role("alert")).to_be_visible()
    clerk.excuse("403")


def test_the_own_password_changed_in_one_browser_ends_the_other(sit: Sit, own: Papers) -> None:
    with running(own.home, "serve", "--port", free_port()) as (_, address):
        here, there = sit("archivist", at=address), sit("archivist", at=address)
        here.go("/password")
        _change(here.page, "mật khẩu rất dài", OWN, OWN)
        expect(here.page).to_have_url(address)
        there.go(f"/dossiers/{own.promotion}")
        expect(there.page).to_have_url(re.compile("/login"))
        there.log_in("archivist", OWN)
        expect(there.page).to_have_url(f"{address}dossiers/{own.promotion}")
