"""The pages in parts by age."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from archive.search.parts import by_age

SIZES = (8_000, 40_000)


@given(st.integers(0, 200_000))
def test_every_page_is_in_one_part_the_newest_first(last: int) -> None:
    spans = [span for part in by_age(last, SIZES) for span in part]
    assert spans[0][1] == last and spans[-1][0] == 0
    assert all(first <= end for first, end in spans)
    assert all(newer[0] == older[1] + 1 for newer, older in itertools.pairwise(spans))


def test_few_pages_are_looked_through_at_once() -> None:
    (part,) = by_age(SIZES[0] - 1, SIZES)
    assert part == [(0, SIZES[0] - 1)]
