"""Fronts and backs of two passes come into the order of the paper."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archive.dossiers.collate import collated, is_even


@given(st.integers(0, 40))
def test_the_last_sheet_turned_over_comes_first(sheets: int) -> None:
    fronts = [(number, "front") for number in range(sheets)]
    backs = [(number, "back") for number in reversed(range(sheets))]
    assert collated(fronts, backs) == [(number, side) for number in range(sheets) for side in ("front", "back")]


def test_without_a_second_pass_nothing_changes() -> None:
    assert collated([1, 2, 3], []) == [1, 2, 3] and is_even([1, 2, 3], [])


@given(st.lists(st.integers(), max_size=9), st.lists(st.integers(), min_size=1, max_size=9))
def test_no_page_is_lost_or_doubled(fronts: list[int], backs: list[int]) -> None:
    assert sorted(collated(fronts, backs)) == sorted([*fronts, *backs])
    assert is_even(fronts, backs) == (len(fronts) == len(backs))
