"""Page images for the screen: upright and straight, of the size that is asked for, made from what is kept."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from enum import Enum

import cv2

from archive.models import Page
from archive.readings import unpack, unread
from archive.store import ObjectStore
from config.errors import CorruptFile, WithheldPage
from config.settings import available_cores
from ocr.decode import pixels
from ocr.image.canvas import Canvas, draw
from ocr.image.photo import straightened
from ocr.page import PageImage, PageReading

QUALITY = 80
"""Of the JPEG: print stays sharp, and a page of A4 takes some 150 kB."""
KEPT_BYTES = 64_000_000
"""Of images that are kept in memory, those not asked for the longest first out."""
VERSION = "1"
"""Goes up when the same page is drawn otherwise."""


class Size(Enum):
    """Widths of page images in pixels."""

    THUMB = 180
    PAGE = 1000
    """Half of a screen of 1920 pixels, a little more than that of 1366."""
    LARGE = 2000


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is known of a page image before it is drawn."""

    image: str
    reading: str | None
    size: Size

    @property
    def tag(self) -> str:
        """The same for the same bytes: made of the content's own hashes."""
        name = f"{VERSION}:{self.image}:{self.reading}:{self.size.value}"
        return hashlib.sha256(name.encode()).hexdigest()[:32]


class PageImages:
    """Draws page images and keeps the last ones; for many threads."""

    def __init__(self, objects: ObjectStore) -> None:
        self._objects = objects
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0
        # A page of 600 dpi takes 100 MB while it is drawn.
        self._at_once = threading.BoundedSemaphore(available_cores())

    def wanted(self, page: Page, size: Size, may_release: bool = False) -> Drawn:
        """What `jpeg` would draw. Raises `WithheldPage`, but for somebody who must look to release it."""
        if page.withheld and not may_release:
            raise WithheldPage
        return Drawn(page.image_sha256, page.reading_sha256, size)

    def jpeg(self, page: Page, size: Size, may_release: bool = False) -> bytes:
        """The image of ``page``. Raises as `wanted`, `MissingObject`, `DamagedObject`, `CorruptFile`."""
        tag = self.wanted(page, size, may_release).tag
        with self._lock:
            if tag in self._kept:
                self._kept.move_to_end(tag)
                return self._kept[tag]
        with self._at_once:
            data = self._draw(page, size)
        with self._lock:
            if tag not in self._kept:
                self._kept[tag] = data
                self._bytes += len(data)
            while self._bytes > KEPT_BYTES:
                self._bytes -= len(self._kept.popitem(last=False)[1])
        return data

    def _draw(self, page: Page, size: Size) -> bytes:
        info = page.image_info
        kept = page.reading_sha256
        reading: PageReading = unpack(self._objects.read(kept)) if kept else unread(info, page.state)
        source = pixels(PageImage(info, self._objects.read(page.image_sha256)))
        if reading.sheet:
            source = straightened(source, reading.sheet)
        canvas = Canvas(reading.width, reading.height, reading.dpi, reading.to_page)
        drawn = draw(source, canvas, reading.dpi * min(1.0, size.value / reading.width))
        colours = cv2.cvtColor(drawn, cv2.COLOR_RGB2BGR) if drawn.ndim == 3 else drawn
        sound, data = cv2.imencode(".jpg", colours, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
        if not sound:
            raise CorruptFile(problem="the page cannot be drawn")
        return bytes(data)
