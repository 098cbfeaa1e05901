"""The list of what needs a person, worked off in a real browser: no word of a command is needed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from config.errors import ExitCode
from tests.e2e.conftest import Sit
from tests.e2e.papers import BROKEN, Papers, command
from tests.serving import free_port, running

pytestmark = pytest.mark.e2e

CASE = "H26.12-260804-0583"


def test_a_dossier_is_linked_and_a_file_given_up_from_the_list(sit: Sit, own: Papers) -> None:
    command(own.home, "unlink", own.promotion, expected=ExitCode.NEEDS_PERSON)
    with running(own.home, "serve", "--port", free_port()) as (_, address):
        clerk = sit("clerk", at=address)
        page = clerk.go("/exceptions")
        expect(page.locator("main")).not_to_contain_text("sohoa quarantine")
        page.get_by_role("button", name=f"Gắn với {CASE}").click()
        expect(page.get_by_role("status")).to_contain_text(CASE)
        expect(page.get_by_role("button", name="Gắn với")).to_have_count(0)
        file = page.locator("tr", has_text="tệp bị từ chối")
        file.get_by_role("link", name="Xem").click()
        expect(page.locator(".step")).to_contain_text("quét lại")
        page.get_by_label("Vì sao không cần").fill("đã quét lại")
        page.get_by_role("button", name="Bỏ tệp này").click()
        expect(page.get_by_role("status")).to_contain_text(BROKEN)
        expect(file).to_have_count(0)
    assert own.shown(own.promotion)["case"] == CASE
    assert [each["kind"] for each in command(own.home, "quarantine", "list")["quarantine"]] == ["page"]


def test_a_withheld_page_is_looked_at_and_released_once(sit: Sit, own: Papers) -> None:
    with running(own.home, "serve", "--port", free_port()) as (_, address):
        supervisor, administrator = sit("supervisor", at=address), sit("administrator", at=address)
        for person in (supervisor, administrator):
            page = person.go(f"/quarantine/{own.withheld}")
            page.locator(".secret img").evaluate("(image) => image.decode()")
            page.get_by_label("Vì sao trang được xem").fill("không phải dấu mật")
        supervisor.page.get_by_role("button", name="Cho xem trang này").click()
        expect(supervisor.page.get_by_role("status")).to_contain_text("1.jpg")
        administrator.page.get_by_role("button", name="Cho xem trang này").click()
        expect(administrator.page.get_by_role("alert")).to_contain_text("người khác")
        administrator.excuse("409")
    assert not any(each["kind"] == "page" for each in command(own.home, "quarantine", "list")["quarantine"])
