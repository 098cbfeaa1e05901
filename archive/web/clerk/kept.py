"""What was gathered from the ledger, kept until the ledger changes: twenty screens ask for it every two seconds."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.models import Event
from config.messages import current_language

T = TypeVar("T")
MOST = 500
"""Things that are kept: some screens of some dozen people."""
FRESH_SECONDS = 1.0
"""For which it is good without a look: half of what a screen waits between two questions."""
SECONDS = 10
"""For which it is good at most: when a case is closed by itself depends on the clock."""
_LOOKED_AT = "web."
"""Events of this kind say who looked at what; nothing that is shown here changes by them."""


@dataclass(slots=True)
class _Thing:
    """What is kept, and the lock of whoever gathers it anew: all others wait for that one."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    state: Hashable = None
    looked: float = float("-inf")
    """When it was last found to be good: `time.monotonic`."""
    value: Any = None


class Kept:
    """Keeps what was gathered, by a key of what was asked; for many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._things: OrderedDict[Hashable, _Thing] = OrderedDict()

    def get(
        self, session: Session, now: datetime, key: Hashable, gather: Callable[[], T], unseen: float = FRESH_SECONDS
    ) -> T:
        """What ``gather`` gave for ``key`` in the present language, or gives now if anything has happened since.

        ``unseen``: seconds for which it may stay unnoticed; only for what is asked for again by itself.
        """
        thing = self._thing((key, current_language()))
        with thing.lock:
            if time.monotonic() - thing.looked >= unseen:
                state = _last_change(session), int(now.timestamp()) // SECONDS
                if thing.state != state:
                    thing.value, thing.state = gather(), state
                thing.looked = time.monotonic()
            return cast(T, thing.value)

    def forget(self) -> None:
        """Something was changed here, and is to be seen at once."""
        with self._lock:
            self._things.clear()

    def _thing(self, key: Hashable) -> _Thing:
        with self._lock:
            thing = self._things.setdefault(key, _Thing())
            self._things.move_to_end(key)
            if len(self._things) > MOST:
                self._things.popitem(last=False)
            return thing


def _last_change(session: Session) -> int:
    """The number of the last event that is no view."""
    changes = select(Event.id).where(~Event.kind.startswith(_LOOKED_AT)).order_by(Event.id.desc())
    return session.scalar(changes.limit(1)) or 0
