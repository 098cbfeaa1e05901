"""From an order to what the writer of dossier files wants."""

from __future__ import annotations

from functools import partial

from archive.bundle import ComponentSource, DossierSource, PageSource, write_dossier
from archive.readings import unpack, unread
from archive.store import ObjectStore
from archive.work.orders import BundleOrder, BundlePage
from config.settings import ImageProfile
from ocr.page import PageReading

__all__ = ["dossier_source", "write_dossier"]


def dossier_source(order: BundleOrder, profile: ImageProfile, converter: str, objects: ObjectStore) -> DossierSource:
    """The dossier of ``order``, the images and readings of its pages in ``objects``, where they stay until wanted."""
    return DossierSource(
        dossier=order.dossier,
        case=order.case,
        title=order.title,
        digitised_at=order.digitised_at,
        pipeline=order.pipeline,
        converter=converter,
        version=order.version,
        components=[ComponentSource(c.title, [_page(p, objects) for p in c.pages]) for c in order.components],
        profile=profile,
    )


def _page(page: BundlePage, objects: ObjectStore) -> PageSource:
    return PageSource(page.info, partial(objects.read, page.image_sha256), partial(_reading, page, objects), page.label)


def _reading(page: BundlePage, objects: ObjectStore) -> PageReading:
    return unpack(objects.read(page.reading_sha256)) if page.reading_sha256 else unread(page.info, page.state)
