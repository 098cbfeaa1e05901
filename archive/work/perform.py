"""What a worker process does with an order, as a function that can be sent to it."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from archive.work.orders import Order, Result
from config.home import Home
from config.settings import Settings

if TYPE_CHECKING:
    from archive.work.workshop import Workshop

Perform = Callable[[Path, Settings, Order], Result]


def perform_in_workshop(home: Path, settings: Settings, order: Order) -> Result:
    """Carry ``order`` out in the one workshop of this process."""
    return _workshop(os.getpid(), home, settings).perform(order)


@cache
def _workshop(_process: int, home: Path, settings: Settings) -> Workshop:
    from archive.work.workshop import Workshop  # whoever only sends this function need not load image libraries

    return Workshop(Home(home), settings)
