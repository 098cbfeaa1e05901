"""The clerk's screen in a real browser: how many actions a dossier costs, and two people at one dossier."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Sit
from tests.e2e.counted import documented
from tests.e2e.papers import Papers, command
from tests.serving import free_port, running

pytestmark = pytest.mark.e2e

LIQUOR = "H26.12-260804-0602"
"""Two of its papers are missing, of a third it is doubtful what it is."""
MOST_ACTIONS = 8
"""Keys and clicks asked for a dossier with something wrong."""


def test_a_case_with_papers_missing_is_completed_at_one_screen(sit: Sit, own: Papers) -> None:
    (dossier,) = command(own.home, "dossiers", "--case", LIQUOR)["dossiers"]
    with running(own.home, "serve", "--port", free_port()) as (_, address):
        clerk = sit("clerk", at=address)
        page = clerk.go(f"/desk?dossier={dossier['id']}")
        missing, doubtful = page.locator(".paper-missing"), page.locator(".paper-doubtful")
        for left in (1, 0):
            clerk.click(missing.first.get_by_role("button", name="Không số hóa").first)
            expect(missing).to_have_count(left)
        clerk.click(doubtful.get_by_role("button", name="Chấp nhận"))
        expect(doubtful).to_have_count(0)
        clerk.press("c")
        page.wait_for_selector(".step-done")
        clerk.leave()
    shown = command(own.home, "cases", "show", LIQUOR)
    assert shown["complete"] and shown["closed_at"]
    assert command(own.home, "show", dossier["id"])["state"] == "complete"
    row = "two papers missing, and of a third it is doubtful what it is"
    assert clerk.actions == documented(row) <= MOST_ACTIONS


def test_what_somebody_else_has_changed_is_not_overwritten(sit: Sit, own: Papers) -> None:
    with running(own.home, "serve", "--port", free_port()) as (_, address):
        clerk, supervisor = sit("clerk", at=address), sit("supervisor", at=address)
        for person in (clerk, supervisor):
            person.go(f"/desk?dossier={own.promotion}&page=3")
        clerk.press("h")
        clerk.page.wait_for_selector(".sheets li:nth-child(3).hidden")
        supervisor.press("<")
        supervisor.page.wait_for_selector(".problem")
        supervisor.page.wait_for_selector(".sheets li:nth-child(3).hidden")
        supervisor.excuse("409")
        for person in (clerk, supervisor):
            person.leave()
    assert [page["hidden"] for page in own.shown(own.promotion)["pages"]] == [False, False, True, True]
