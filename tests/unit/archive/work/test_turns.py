"""Unsure pages lie as the sure pages of their batch: only where these are unanimous, and never the other way round."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.work.turns import Side, turns_of_unsure

TURNS = st.sampled_from([0, 90, 180, 270])


def side(place: int, rotation: int = 180, *, sure: bool = True, upright: bool = True, stated: int = 0) -> Side:
    return Side(place, place, upright, stated, rotation, sure, undecided=not sure)


def unsure(place: int, rotation: int = 0, *, upright: bool = True, stated: int = 0) -> Side:
    return side(place, rotation, sure=False, upright=upright, stated=stated)


@st.composite
def batches(draw: st.DrawFn) -> list[Side]:
    kinds = [(True, False), (False, True), (False, False)]
    sides = []
    for place in range(1, draw(st.integers(1, 9)) + 1):
        sure, undecided = draw(st.sampled_from(kinds))
        rotation, stated = draw(st.sampled_from([0, 180]) | TURNS), draw(st.sampled_from([0, 0, 0, 90]))
        sides.append(Side(place, place, draw(st.booleans()), stated, rotation, sure, undecided))
    return sides


@given(batches())
def test_only_undecidedpages_are_turned_and_only_to_where_a_sure_one_lies(sides: list[Side]) -> None:
    by_id = {each.page: each for each in sides}
    for page, turn in turns_of_unsure(sides).items():
        mine = by_id[page]
        assert mine.undecided and turn != mine.rotation
        agreeing = [s for s in sides if s.sure and s.upright == mine.upright and s.turn == (turn - mine.stated) % 360]
        assert len(agreeing) >= 2


@given(batches(), st.randoms())
def test_the_order_in_which_pages_were_read_does_not_matter(sides: list[Side], random: Random) -> None:
    shuffled = list(sides)
    random.shuffle(shuffled)
    assert turns_of_unsure(shuffled) == turns_of_unsure(sides)


@given(batches())
def test_once_carried_out_there_is_nothing_left_to_decide(sides: list[Side]) -> None:
    turns = turns_of_unsure(sides)
    after = [
        replace(each, rotation=turns[each.page], undecided=False) if each.page in turns else each for each in sides
    ]
    assert turns_of_unsure(after) == {}


@given(batches())
def test_what_the_unsure_guess_decides_about_nobody_else(sides: list[Side]) -> None:
    turned = turns_of_unsure(sides)
    flipped = [replace(each, rotation=(each.rotation + 180) % 360) if not each.sure else each for each in sides]
    targets = {each.page: each.rotation for each in flipped if each.undecided} | turns_of_unsure(flipped)
    assert all(targets[page] == turn for page, turn in turned.items())


def test_a_front_lies_as_fronts_and_a_back_as_backs() -> None:
    duplex = [side(1), side(2, 0), side(3), side(4, 0), unsure(5, 0), unsure(6, 90)]
    assert turns_of_unsure(duplex) == {5: 180, 6: 0}


def test_a_page_that_lies_so_already_is_left() -> None:
    assert turns_of_unsure([side(1), side(3), unsure(5, 180)]) == {}


def test_where_the_own_side_has_too_few_the_whole_batch_counts() -> None:
    assert turns_of_unsure([side(1), side(2), side(3), unsure(4)]) == {4: 180}
    assert turns_of_unsure([side(1), side(3), unsure(4)]) == {}, "two are too few"
    assert turns_of_unsure([side(1), side(2, 0), side(3), unsure(4)]) == {}, (
        "the only back lies otherwise than the fronts"
    )


def test_a_side_that_disagrees_says_nothing_even_where_most_agree() -> None:
    assert turns_of_unsure([*map(side, range(1, 20, 2)), side(21, 0), unsure(23)]) == {}


@pytest.mark.parametrize("sure", [0, 1])
def test_one_page_is_no_batch(sure: int) -> None:
    assert turns_of_unsure([*map(side, range(1, sure + 1)), unsure(3)]) == {}


def test_sheets_of_the_other_orientation_say_nothing() -> None:
    tables = [side(place, 90, upright=False) for place in (1, 3, 5)]
    assert turns_of_unsure([*tables, unsure(7)]) == {}
    assert turns_of_unsure([*tables, unsure(7, upright=False)]) == {7: 90}


def test_turns_follow_what_each_file_states() -> None:
    photos = [side(place, 90, stated=90) for place in (1, 2, 3)]
    assert turns_of_unsure([*photos, unsure(4, 180)]) == {4: 0}, "taken with the telephone across, as it states"
    assert turns_of_unsure([*photos, unsure(4, 90, stated=270)]) == {4: 270}


def test_a_sure_page_is_never_undecided() -> None:
    with pytest.raises(ValueError, match="not to be turned"):
        Side(1, 1, True, 0, 0, sure=True, undecided=True)
