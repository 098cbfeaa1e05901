"""Page images are drawn as the page was read: turned upright, of the width that is asked for, and never enlarged."""

from __future__ import annotations

import io
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image

from archive.archive import Archive
from archive.models import Page
from archive.readings import pack, unread
from archive.web.page_image import PageImages, Size
from config.errors import WithheldPage
from ocr.page import Affine, PageState
from tests.unit.archive.web.browser import Shelf


@pytest.fixture
def page(archive: Archive, shelf: Shelf) -> Page:
    """A sheet that was fed sideways: dark at the left of the scan, which is the top of the page."""
    image = np.full((300, 400), 255, np.uint8)
    image[:, :40] = 0
    data = cv2.imencode(".png", image)[1].tobytes()
    with archive.ledger.read() as session:
        page = session.query(Page).first()
        assert page
        session.expunge(page)
    page.image_sha256, page.image_format = archive.objects.put(data), "png"
    page.width, page.height, page.mode = 400, 300, "L"
    lies = unread(page.image_info, PageState.OK)
    upright = replace(lies, rotation=90, width=300, height=400, to_page=Affine.quarter_turn(90, 400, 300))
    page.reading_sha256 = archive.objects.put(pack(upright))
    return page


def test_it_is_upright_and_not_larger_than_the_scan(archive: Archive, page: Page) -> None:
    drawn = Image.open(io.BytesIO(PageImages(archive.objects).jpeg(page, Size.LARGE)))
    assert drawn.size == (300, 400)
    grey = np.asarray(drawn.convert("L"), dtype=float)
    assert grey[:36].mean() < 20 and grey[50:].mean() > 240


def test_it_is_as_wide_as_is_asked(archive: Archive, page: Page) -> None:
    assert Image.open(io.BytesIO(PageImages(archive.objects).jpeg(page, Size.THUMB))).size == (180, 240)


def test_the_tag_is_that_of_the_content(archive: Archive, page: Page) -> None:
    images = PageImages(archive.objects)
    tags = {images.wanted(page, size).tag for size in Size}
    page.reading_sha256 = None
    assert images.wanted(page, Size.PAGE).tag not in tags and len(tags) == 3


def test_what_is_withheld_is_not_even_named(archive: Archive, page: Page) -> None:
    page.withheld = True
    for ask in (PageImages(archive.objects).wanted, PageImages(archive.objects).jpeg):
        with pytest.raises(WithheldPage):
            ask(page, Size.PAGE)
