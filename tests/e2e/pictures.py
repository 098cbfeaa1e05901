"""Pictures of screens for the guides, made by the tests that walk through them; `scripts/desk-pictures` takes them."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.serving import ROOT

FOLDER = ROOT / "build" / "screens" / "guide"


def kept(page: Page, name: str) -> None:
    """Keep a picture of what stands on the screen of an office PC."""
    page.wait_for_load_state("networkidle")
    for image in page.locator("img").all():
        image.evaluate("(image) => image.loading === 'lazy' || image.decode()")
    picture = FOLDER / f"{name}.png"
    page.screenshot(path=picture)
    assert picture.is_file()
