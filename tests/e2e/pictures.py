"""Pictures of screens for the guides, made by the tests that walk through them."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page

from tests.serving import ROOT

FOLDER = Path(os.environ.get("SOHOA_PICTURES") or ROOT / "build" / "screens" / "guide")
"""Where they go; ``make pictures`` says: into the documents."""


def kept(page: Page, name: str) -> None:
    """Keep a picture of what stands on the screen of an office PC."""
    page.wait_for_load_state("networkidle")
    for image in page.locator("img").all():
        image.evaluate("(image) => image.loading === 'lazy' || image.decode()")
    picture = FOLDER / f"{name}.png"
    page.screenshot(path=picture)
    assert picture.is_file()
