"""Pointers to generations: replaced as a whole, never taken back by the wrong process."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.search.generations import ABOUT, CURRENT, NEXT, Generations, Versions, adopted
from config.home import Home


@pytest.fixture
def generations(home: Home) -> Generations:
    return Generations.of(home.open())


def made(generations: Generations) -> str:
    name = generations.begin()
    generations.describe(name)
    return name


def test_names_count_and_are_never_used_twice(generations: Generations) -> None:
    first = made(generations)
    assert first == "g-000001"
    generations.adopt(first)
    second = made(generations)
    generations.offer(second)
    generations.remove(second)
    assert made(generations) == "g-000003"


def test_what_is_adopted_answers_and_what_came_before_goes(home: Home, generations: Generations) -> None:
    old, new, later = made(generations), made(generations), made(generations)
    generations.adopt(old)
    generations.offer(new)
    assert (generations.current(), generations.next()) == (old, new) and not adopted(home, new)
    generations.adopt(new)
    assert (generations.current(), generations.next()) == (new, None)
    assert adopted(home, old) and adopted(home, new) and not adopted(home, later)
    assert sorted(generations.names()) == [new, later] and generations.pending() == [later]


def test_an_offer_made_while_another_is_adopted_stays(generations: Generations) -> None:
    first, second = made(generations), made(generations)
    generations.offer(second)
    generations.adopt(first)
    assert generations.next() == second


def test_one_of_other_versions_or_without_any_is_not_offered(generations: Generations) -> None:
    name = generations.begin()
    generations.offer(name)
    assert generations.next() is None and generations.versions(name) is None
    generations.describe(name)
    assert generations.next() == name and generations.versions(name) == Versions()
    (generations.folder(name) / ABOUT).write_text('{"schema": 0, "fold": 0}')
    assert generations.next() is None and generations.versions(name) == Versions(0, 0)


@pytest.mark.parametrize("content", ["", "../../etc", "g-1", "g-000001\ng-000002", "\N{BELL}", "gé"])
def test_a_pointer_that_names_no_generation_is_none(generations: Generations, content: str) -> None:
    made(generations)
    for pointer in (CURRENT, NEXT):
        (generations.root / pointer).write_bytes(content.encode())
    assert generations.current() is None and generations.next() is None


def test_the_signature_changes_with_what_answers(generations: Generations) -> None:
    assert generations.signature() is None
    seen = set()
    for _ in range(3):
        generations.adopt(made(generations))
        seen.add(generations.signature())
    assert len(seen) == 3 and None not in seen


def test_a_replaced_pointer_leaves_no_rest(generations: Generations) -> None:
    generations.adopt(made(generations))
    assert sorted(path.name for path in Path(generations.root).iterdir()) == [CURRENT, "g-000001"]
