"""A person at a real browser: Debian's Chromium, in which every complaint of the console fails the test."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, StorageState, ViewportSize

from ocr.page import Box
from tests.e2e.papers import PASSWORD

OFFICE: ViewportSize = {"width": 1366, "height": 768}
WIDE: ViewportSize = {"width": 1920, "height": 1080}
"""The screens that stand on desks."""
PATIENCE_MS = 10_000
"""For whatever a test waits for on a screen."""

_SCREEN_BOX = """(element) => {
  const all = element.querySelector("img").getBoundingClientRect();
  return [...element.querySelectorAll("svg .mark")].map((mark) => {
    const box = mark.getBoundingClientRect();
    return [(box.x - all.x) / all.width, (box.y - all.y) / all.height, box.width / all.width, box.height / all.height];
  });
}"""


@dataclass
class Person:
    """Somebody at a browser of their own."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    """What the console complained of, scripts that failed and refusals of the Content-Security-Policy among it."""
    actions: int = 0
    """Keys that were pressed and clicks; choosing from a list is two."""

    def go(self, path: str) -> Page:
        """Open an address of the desk."""
        self.page.goto(self.address + path.removeprefix("/"))
        return self.page

    def log_in(self, name: str, password: str = PASSWORD) -> None:
        """Type name and password where the form is."""
        self.page.fill("[name=name]", name)
        self.page.fill("[name=password]", password)
        self.page.press("[name=password]", "Enter")

    def leave(self) -> None:
        """Turn to something else: the desk's screen asks no more what arrives."""
        self.page.goto("about:blank")

    def cookies(self) -> StorageState:
        """What the browser has of the desk: who gets it is logged in."""
        return self.page.context.storage_state()

    def search(self, text: str) -> list[str]:
        """Type into the box; gives the addresses of the pages found."""
        self.go("/")
        self.page.fill("[name=q]", text)
        self.page.press("[name=q]", "Enter")
        self.page.wait_for_selector(".count-line")
        return [str(link.get_attribute("href")) for link in self.page.locator(".hit .where a").all()]

    def marks(self) -> list[Box]:
        """Where the marks stand, in fractions of the page image: measured on the screen."""
        self.image()
        return [Box(*each) for each in self.page.locator(".sheet").evaluate(_SCREEN_BOX)]

    def image(self) -> Locator:
        """The page image, when it is there."""
        image = self.page.locator(".sheet img")
        image.evaluate("(image) => image.decode()")
        return image

    def press(self, key: str) -> None:
        """Press a key when the screen is there, as a person would."""
        self.actions += 1
        self.page.wait_for_load_state()
        self.page.keyboard.press(key)

    def click(self, what: Locator) -> None:
        """Click on it."""
        self.actions += 1
        what.click()

    def choose(self, box: Locator, value: str) -> None:
        """Open a list and choose from it."""
        self.actions += 2
        box.select_option(value)

    def excuse(self, wanted: str) -> None:
        """Exactly one complaint was provoked by the test, such as ``404``."""
        (complaint,) = self.complaints
        assert re.search(wanted, complaint), complaint
        self.complaints.clear()

    def watch(self, message: ConsoleMessage) -> None:
        """Note what the console says, if it is a complaint."""
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.text} ({self.page.url})")


@contextmanager
def at_browser(browser: Browser, address: str, cookies: StorageState | None = None) -> Iterator[Person]:
    """Somebody with a browser that knows these cookies; fails at the end for complaints that nobody excused."""
    context = browser.new_context(viewport=OFFICE, locale="vi-VN", storage_state=cookies)
    context.set_default_timeout(PATIENCE_MS)
    person = Person(context.new_page(), address)
    person.page.on("console", person.watch)
    person.page.on("pageerror", lambda error: person.complaints.append(str(error)))
    try:
        yield person
        assert not person.complaints
    finally:
        context.close()
