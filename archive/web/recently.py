"""What happened a moment ago, so that it need not be told again."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

SECONDS = 600.0
"""Who reads a dossier turns its pages for about so long."""
MOST = 10_000


class Recently:
    """Keys with the time at which they were last new; for many threads."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._seen: OrderedDict[Hashable, float] = OrderedDict()

    def is_new(self, key: Hashable) -> bool:
        """Whether ``key`` did not happen within the last `SECONDS`; it has then."""
        now = self._now()
        with self._lock:
            last = self._seen.get(key)
            if last is not None and now - last < SECONDS:
                return False
            self._seen[key] = now
            self._seen.move_to_end(key)
            if len(self._seen) > MOST:
                self._seen.popitem(last=False)
            return True
