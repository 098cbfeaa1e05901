"""What counts as an error of reading, and what does not."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.measures import character_error_rate, edit_distance, word_bag_error

SHORT = st.text("abâ ", max_size=8)


@given(SHORT, SHORT)
def test_the_edit_distance_is_that_of_its_definition(one: str, other: str) -> None:
    @cache
    def distance(i: int, j: int) -> int:
        if not i or not j:
            return i + j
        replaced = distance(i - 1, j - 1) + (one[i - 1] != other[j - 1])
        return min(replaced, distance(i - 1, j) + 1, distance(i, j - 1) + 1)

    assert edit_distance(one, other) == distance(len(one), len(other))


@pytest.mark.parametrize("text", ["ho\u0300a…", "hòa...", "  hòa...\n"])
def test_forms_of_the_same_letters_are_no_errors(text: str) -> None:
    assert word_bag_error("hòa…", text) == 0
    assert character_error_rate("hòa…", text) == 0


def test_order_counts_for_letters_and_not_for_words() -> None:
    assert word_bag_error("một hai", "hai một") == 0
    assert character_error_rate("một hai", "hai một") > 0.5


def test_of_an_empty_truth_everything_that_was_read_is_wrong() -> None:
    assert character_error_rate("", "") == 0
    assert character_error_rate("", "rác") == 1
    assert word_bag_error("", "rác") == 1
