"""A clerk's day from the first sheet to the last dossier: a scanner's folder, `sohoa up`, and one screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e import stack
from tests.e2e.browsing import Person
from tests.e2e.conftest import Sit
from tests.e2e.counted import documented
from tests.e2e.judging import faults
from tests.e2e.papers import admit, command
from tests.e2e.pictures import kept
from tests.serving import free_port, running

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]

READ_MS = 120_000
"""For a stack to be read."""
SETTINGS = """
desk = "quay-1"
[[sources]]
path = "{folder}"
desk = "quay-1"
[agent]
settle = 0.3
quiet = {quiet}
[closing]
after = {closes_after}
"""
QUIET = 20.0
CLOSES_AFTER = 10.0


@dataclass
class Scanner:
    """Puts what it scans into its folder, sheet by sheet."""

    folder: Path
    count: int = 0

    def scan(self, sheets: Sequence[bytes]) -> None:
        """Scan a stack, or a part of one."""
        for sheet in sheets:
            self.count += 1
            half = self.folder / f".{self.count}"
            half.write_bytes(sheet)
            half.replace(self.folder / f"SCN_{self.count:04}.jpg")


@dataclass(frozen=True)
class Desk:
    """One machine with all that runs on it."""

    home: Path
    address: str
    scanner: Scanner

    def state(self, case: str) -> list[str]:
        """The states of the dossiers of a case."""
        return [row["state"] for row in command(self.home, "dossiers", "--case", case)["dossiers"]]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    place = tmp_path_factory.mktemp("day")
    home, folder = place / "home", place / "scanner"
    for each in (home, folder):
        each.mkdir()
    settings = SETTINGS.format(folder=folder, quiet=QUIET, closes_after=CLOSES_AFTER)
    (home / "sohoa.toml").write_text(settings, encoding="utf-8")
    command(home, "cases", "import", stack.case_records(place))
    admit(home)
    with running(home, "up", "--port", free_port()) as (_, address):
        yield Desk(home, address, Scanner(folder))


def test_a_dossier_with_nothing_wrong_asks_nothing_of_anybody(sit: Sit, desk: Desk) -> None:
    clerk = sit("clerk", at=desk.address)
    page = clerk.go("/desk")
    desk.scanner.scan([stack.separator(desk.home, stack.NOTICE, 2), *stack.notice_sheets()])
    row = page.locator(".newest li", has_text=stack.NOTICE)
    expect(row).to_contain_text("Đã đủ giấy tờ: hồ sơ tự khép lúc", timeout=READ_MS)
    expect(row).to_contain_text("Đã đủ và khép.", timeout=READ_MS)
    clerk.leave()
    assert desk.state(stack.NOTICE) == ["complete"]
    assert clerk.actions == documented("a separator on top, and nothing wrong") == 0


def test_the_day_of_a_clerk(sit: Sit, desk: Desk) -> None:
    sheets = stack.licence_sheets()
    clerk = sit("clerk", at=desk.address)
    page = clerk.go("/desk")
    desk.scanner.scan([stack.separator(desk.home, stack.LICENCE, len(sheets)), *sheets[:5]])
    expect(page.locator(".batch .count")).to_have_text("5 / 12 tờ", timeout=READ_MS)
    expect(page.locator(".landing img").first).to_be_visible()
    desk.scanner.scan(sheets[5:])
    expect(page.locator(".batch .count")).to_have_text("12 / 12 tờ", timeout=READ_MS)
    kept(page, "1-arriving")
    row = page.locator(".newest li", has_text=stack.LICENCE)
    expect(row).to_contain_text("Trang 4 mờ: quét lại.", timeout=READ_MS)
    clerk.click(row.get_by_role("link"))
    expect(page.locator(".step")).to_contain_text("Trang 4 mờ: quét lại.")
    expect(page.locator(".paper-missing")).to_have_count(1)
    kept(page, "2-blurred")
    assert faults(page) == []
    put_the_rescan_in(clerk, desk)
    say_why_a_paper_is_missing(clerk)
    expect(page.locator(".step")).to_contain_text("hồ sơ tự khép lúc", timeout=READ_MS)
    kept(page, "4-whole")
    assert faults(page) == []
    expect(page.locator(".step")).to_contain_text("Đã đủ và khép.", timeout=READ_MS)
    kept(page, "5-closed")
    clerk.leave()
    assert desk.state(stack.LICENCE) == ["complete"]
    assert command(desk.home, "cases", "show", stack.LICENCE)["complete"]
    assert clerk.actions == documented("twelve sheets, one of them blurred, and a paper missing") <= 8


def put_the_rescan_in(clerk: Person, desk: Desk) -> None:
    page = clerk.page
    desk.scanner.scan([stack.rescan()])
    expect(page.locator(".step")).to_contain_text("Trang 4: đã có bản quét mới", timeout=READ_MS)
    kept(page, "3-rescanned")
    assert faults(page) == []
    clerk.press("r")
    expect(page.locator(".sheets li.hidden")).to_have_count(1)


def say_why_a_paper_is_missing(clerk: Person) -> None:
    missing = clerk.page.locator(".paper-missing")
    expect(missing).to_contain_text("GIẤY PHÉP SẢN XUẤT RƯỢU")
    clerk.click(missing.get_by_role("button", name="Không số hóa: đã có trong cơ sở dữ liệu"))
    expect(missing).to_have_count(0)
