"""How long a piece of work may take: what is larger may take longer, what is small and hangs ends soon."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from archive.work.limits import PREPARATION, seconds_for
from archive.work.orders import BundleComponent, BundleOrder, BundlePage, Order, ReadOrder, SplitOrder
from config.settings import Settings
from ocr.page import PageState
from tests.doubles import INFO

PAGE = BundlePage("0" * 64, INFO, None, PageState.OK, "1")
WHOLE = BundleOrder(
    "d-1", None, "t", 1, datetime(2026, 8, 4, tzinfo=UTC), "none", (BundleComponent("t", (PAGE,) * 500),)
)
SETTINGS = Settings()


@pytest.mark.parametrize(
    ("order", "seconds"),
    [
        (SplitOrder("0" * 64, 20_000), SETTINGS.work.timeout + 0.02),
        (SplitOrder("0" * 64, 500_000_000), SETTINGS.work.timeout + 500),
        (WHOLE, SETTINGS.work.timeout + 500),
        (
            ReadOrder("0" * 64, INFO, None, datetime(2026, 8, 4, tzinfo=UTC).date()),
            SETTINGS.reading.timeout + PREPARATION,
        ),
    ],
    ids=["a page", "five hundred pages", "a dossier of five hundred", "a page to read"],
)
def test_an_order_has_the_time_that_its_size_takes(order: Order, seconds: float) -> None:
    assert seconds_for(order, SETTINGS) == pytest.approx(seconds)
