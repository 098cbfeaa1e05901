"""One home, made by the whole pipeline; the desk as a process on it; a browser; people of every role."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, StorageState, sync_playwright

from tests.e2e import papers
from tests.e2e.browsing import Person, at_browser
from tests.e2e.papers import Papers
from tests.serving import free_port, running

Sit = Callable[..., Person]


@pytest.fixture(scope="session")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """Made once; the desks work on copies."""
    return papers.make(tmp_path_factory.mktemp("scanned"))


@pytest.fixture
def own(scanned: Papers, tmp_path: Path) -> Papers:
    """A copy for a test that kills, locks out or changes."""
    return scanned.copied(tmp_path / "home")


@pytest.fixture(scope="session")
def address(scanned: Papers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the desk of the session answers, on a copy."""
    home = scanned.copied(tmp_path_factory.mktemp("desk") / "home").home
    with running(home, "serve", "--port", free_port()) as (_, address):
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's, headless."""
    program = shutil.which("chromium")
    assert program, "Chromium is not installed: apt-get install chromium"
    with sync_playwright() as playwright:
        # As root, and within a container, Chromium's own sandbox cannot be set up; it only opens this desk.
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def sessions() -> dict[str, StorageState]:
    """Of people who are logged in at the desk of the session, by name: nobody types a password for each test."""
    return {}


@pytest.fixture
def sit(browser: Browser, request: pytest.FixtureRequest, sessions: dict[str, StorageState]) -> Iterator[Sit]:
    """Puts somebody at a browser: ``sit("archivist")``, logged in; ``sit()``, a stranger; ``at``: at another desk."""
    with ExitStack() as stack:

        def seated(name: str | None = None, at: str | None = None) -> Person:
            known = sessions.get(name or "") if at is None else None
            person = stack.enter_context(at_browser(browser, at or request.getfixturevalue("address"), known))
            if name and known is None:
                person.go("/login")
                person.log_in(name)
                person.page.wait_for_selector(".who")
                if at is None:
                    sessions[name] = person.cookies()
            elif name:
                person.go("/")
            return person

        yield seated
