"""A page of another size stands out among its batch, whichever way it lies."""

from __future__ import annotations

from archive.quality.sizes import odd_sizes

A4, LETTER, LONG, A5 = (210.0, 297.0), (216.0, 279.0), (210.0, 372.0), (148.0, 210.0)


def test_another_size_is_odd_and_a_turned_page_is_not() -> None:
    assert odd_sizes([A4, A4[::-1], A4, LONG, A5, A4], 0.1) == [False, False, False, True, True, False]


def test_the_paper_of_another_country_is_not_odd() -> None:
    assert odd_sizes([A4, A4, A4, LETTER], 0.1) == [False] * 4


def test_few_pages_and_mixed_stacks_have_no_usual_size() -> None:
    assert odd_sizes([A4, A4, A5], 0.1) == [False] * 3
    assert odd_sizes([A4, A4, A4, A5, A5, LONG], 0.1) == [False] * 6
