"""Settling: a file is finished only after it stood still, whatever the clock does."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.settings import AgentSettings
from scanner_agent.settle import Mark, SettleTimes, Sighting, first_sight, is_old, is_settled, seen_again

TIMES = SettleTimes.of(AgentSettings())
FULL, GROWN, EMPTY = Mark(1, 7, 500, 10), Mark(1, 7, 900, 11), Mark(1, 7, 0, 10)
ANOTHER = Mark(1, 8, 500, 10)


def watched(*seen: tuple[float, Mark]) -> Sighting:
    (now, mark), *later = seen
    sighting = first_sight(mark, now)
    for now, mark in later:
        sighting = seen_again(sighting, mark, now)
    return sighting


@pytest.mark.parametrize(
    ("mark", "ended", "needed"), [(FULL, True, 5.0), (FULL, False, 30.0), (EMPTY, False, 600.0), (EMPTY, True, 600.0)]
)
def test_how_long_a_file_must_stand_still(mark: Mark, ended: bool, needed: float) -> None:
    assert TIMES.needed(mark, ended) == needed
    assert not is_settled(watched((100, mark), (100 + needed - 0.1, mark)), needed)
    assert is_settled(watched((100, mark), (100 + needed, mark)), needed)


def test_growth_begins_the_waiting_anew_and_keeps_when_the_file_came() -> None:
    sighting = watched((100, FULL), (104, FULL), (105, GROWN), (109, GROWN))
    assert not is_settled(sighting, 5)
    assert (sighting.began, sighting.changed) == (100, 105)
    assert is_settled(seen_again(sighting, GROWN, 110), 5)


def test_another_file_of_the_same_name_came_when_it_came() -> None:
    sighting = watched((100, FULL), (200, ANOTHER))
    assert (sighting.began, sighting.quiet) == (200, 0)


def test_a_clock_that_is_set_back_settles_neither_at_once_nor_never() -> None:
    sighting = watched((1000, FULL), (1004, FULL), (400, FULL))
    assert not is_settled(sighting, 5)
    assert not is_settled(seen_again(sighting, FULL, 404), 5)
    assert is_settled(seen_again(sighting, FULL, 405), 5)


def test_a_clock_that_leaps_ahead_settles_nothing_that_changed_meanwhile() -> None:
    leapt = watched((100, FULL), (4000, GROWN))
    assert (leapt.began, leapt.quiet) == (100, 0)
    assert not is_settled(seen_again(leapt, GROWN, 4004), 5)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=10))
def test_however_the_clock_leaps_five_steady_seconds_settle(leaps: list[float]) -> None:
    sighting = first_sight(FULL, 0.0)
    for leap in leaps:
        sighting = seen_again(sighting, FULL, leap)
    assert is_settled(seen_again(seen_again(sighting, FULL, leaps[-1]), FULL, leaps[-1] + 5.001), 5)


def test_a_file_that_was_there_before_anybody_looked_came_earlier_but_still_has_to_stand_still() -> None:
    sighting = first_sight(FULL, 1000, came=300)
    assert (sighting.began, sighting.changed, sighting.quiet) == (300, 300, 0)
    assert first_sight(FULL, 1000, came=9000).began == 1000


@pytest.mark.parametrize(("age", "old"), [(4.9, False), (5.0, True), (-3600, False)])
def test_an_old_time_of_change_counts_and_one_in_the_future_does_not(age: float, old: bool) -> None:
    assert is_old(Mark(1, 1, 1, int((1000 - age) * 1e9)), wall=1000, needed=5) is old


@given(
    st.lists(st.tuples(st.floats(-100, 100), st.sampled_from([FULL, GROWN, EMPTY, ANOTHER])), min_size=2, max_size=20)
)
def test_whatever_is_settled_was_last_seen_unchanged_over_the_whole_time(steps: list[tuple[float, Mark]]) -> None:
    now, seen = 0.0, []
    for step, mark in steps:
        now += step
        seen.append((now, mark))
    if is_settled(watched(*seen), 5):
        unchanged = [seen[-1]]
        for earlier, later in reversed(list(pairwise(seen))):
            if earlier[1] != later[1] or earlier[0] > later[0]:
                break
            unchanged.append(earlier)
        assert unchanged[0][0] - unchanged[-1][0] >= 5
