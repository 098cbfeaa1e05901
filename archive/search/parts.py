"""The pages in parts by age, the newest first: where very many have the words, few need be looked through.

What is left of them is shared out among the cores; Tantivy works without holding the interpreter's lock.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise

from config.settings import available_cores

Span = tuple[int, int]
"""First and last page id."""

SHARED = 8_000
"""More page ids than these are shared out."""


def newest(last: int, size: int) -> list[Span]:
    """The ``size`` newest page ids up to ``last``, as spans that are looked through at once, newest first."""
    first = max(0, last - size + 1)
    shares = available_cores() if size > SHARED else 1
    edges = [first + (last + 1 - first) * number // shares for number in range(shares + 1)]
    return [(start, end - 1) for start, end in pairwise(edges) if start < end][::-1]


@cache
def threads() -> ThreadPoolExecutor:
    """Threads for the spans of a part, one a core."""
    return ThreadPoolExecutor(available_cores(), thread_name_prefix="search")
