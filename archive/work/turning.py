"""Pages that are unsure how they lie are turned as their batch lies: the ledger's part of `archive.work.turns`."""

from __future__ import annotations

from archive.ledger import Recording
from archive.models import Batch, Delivery, DeliveryState, Page, PageKind
from archive.work.turns import Side, turns_of_unsure
from ocr.page import PageState

READ = (PageState.OK, PageState.NO_TEXT)
"""States of pages whose reading says how they lie; nobody cares how a blank side does."""


def turn_with_batch(work: Recording, batch: Batch) -> list[Page]:
    """Decide how the unsure pages of a batch lie; returns those that are to be read again for it.

    To be called when all its pages are read and before its dossiers are made: a page of a dossier is turned by nobody
    but a clerk. A page is decided about once, so calling again after it was read returns nothing.
    """
    turns = turns_of_unsure(_sides(batch))
    pages = [work.get_one(Page, page_id) for page_id in turns]
    for page in pages:
        page.turned_by_batch = turns[page.id]
    if pages:
        work.record("batch.turned", f"batch:{batch.id}", turns={str(page.id): turns[page.id] for page in pages})
    return pages


def _sides(batch: Batch) -> list[Side]:
    """The sides of a batch that were read, in their places. A refused file takes one place: most hold one side."""
    sides, place = [], 0
    for delivery in batch.deliveries:
        if delivery.state is DeliveryState.QUARANTINED:
            place += 1
        for page in _pages(delivery):
            place += 1
            if page.state in READ and page.kind is PageKind.CONTENT:
                sides.append(_side(page, place))
    return sides


def _pages(delivery: Delivery) -> list[Page]:
    return delivery.pages if delivery.state is DeliveryState.STORED else []


def _side(page: Page, place: int) -> Side:
    lying = page.turn % 180 != 0
    high, wide = (page.width, page.height) if lying else (page.height, page.width)
    sure = page.turn_sure and page.turned_by_batch is None
    return Side(
        page=page.id,
        place=place,
        upright=high >= wide,
        stated=page.turn,
        rotation=page.rotation,
        sure=sure,
        undecided=not sure and page.known_turn is None and page.component_id is None,
    )
