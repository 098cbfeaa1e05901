"""The pages in parts by age."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from archive.search.parts import SHARED, newest


@given(st.integers(0, 200_000), st.lists(st.integers(1, 100_000), max_size=5))
def test_every_page_is_in_one_span_the_newest_first(last: int, sizes: list[int]) -> None:
    spans, left = [], last
    for size in [*sizes, last + 1]:
        if left >= 0:
            spans += newest(left, size)
            left -= size
    assert spans[0][1] == last and spans[-1][0] == 0
    assert all(first <= end for first, end in spans)
    assert all(newer[0] == older[1] + 1 for newer, older in itertools.pairwise(spans))


def test_few_pages_are_looked_through_at_once() -> None:
    assert newest(SHARED - 1, SHARED) == [(0, SHARED - 1)]
