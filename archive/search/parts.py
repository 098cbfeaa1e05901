"""The pages in parts by age, the newest first: where very many have the words, few need be looked through.

What is left of them is shared out among the cores; Tantivy works without holding the interpreter's lock.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise

from config.settings import available_cores

NEWEST = (8_000, 40_000)
"""So many page ids are looked through first, then so many, before all are."""

Span = tuple[int, int]
"""First and last page id."""


def by_age(last: int) -> Iterator[list[Span]]:
    """The page ids up to ``last`` in parts, newest first; each part as spans that are looked through at once."""
    left = last
    for size in NEWEST:
        first = max(0, left - size + 1)
        yield [(first, left)]
        left = first - 1
        if left < 0:
            return
    cores = available_cores()
    edges = [(left + 1) * number // cores for number in range(cores + 1)]
    yield [(first, after - 1) for first, after in pairwise(edges) if first < after][::-1]


@cache
def threads() -> ThreadPoolExecutor:
    """Threads for the spans of a part, one a core."""
    return ThreadPoolExecutor(available_cores(), thread_name_prefix="search")
