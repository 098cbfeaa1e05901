"""The pages in parts by age, the newest first: where very many have the words, few need be looked through.

What is left of them is shared out among the cores; Tantivy works without holding the interpreter's lock.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise

from config.settings import available_cores

Span = tuple[int, int]
"""First and last page id."""


SHARED = 8_000
"""More page ids than these are shared out."""


def by_age(last: int, sizes: Sequence[int]) -> Iterator[list[Span]]:
    """The page ids up to ``last`` in parts of these sizes, then all others, newest first.

    Each part as spans that are looked through at once.
    """
    left = last
    for size in (*sizes, last + 1):
        if left < 0:
            return
        first = max(0, left - size + 1)
        yield _shared_out(first, left, available_cores() if size > SHARED else 1)
        left = first - 1


def _shared_out(first: int, last: int, shares: int) -> list[Span]:
    """The span in so many of about the same size, newest first."""
    edges = [first + (last + 1 - first) * number // shares for number in range(shares + 1)]
    return [(start, end - 1) for start, end in pairwise(edges) if start < end][::-1]


@cache
def threads() -> ThreadPoolExecutor:
    """Threads for the spans of a part, one a core."""
    return ThreadPoolExecutor(available_cores(), thread_name_prefix="search")
