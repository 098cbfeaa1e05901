"""What a run of words may have become."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from archive.search.query.spelling import Candidate
from archive.search.query.variants import JOINED, LONG, ONE_GONE, REPLACED, TWO_GONE, Variant, variants

EVERYWHERE = 7


def made(run: str, known: Iterable[str] = (), fixed: Iterable[str] = (), **others: str) -> list[Variant]:
    pages = Counter(dict.fromkeys([*run.split(), *known], EVERYWHERE))
    instead = {term: [Candidate(other, EVERYWHERE, True)] for term, other in others.items()}
    return list(variants(run.split(), instead, pages.__getitem__, set(fixed).__contains__))


def test_a_word_misread() -> None:
    assert made("a b", known=["x"], b="x") == [Variant(((0, "a"), (1, "x")), REPLACED, EVERYWHERE)]


def test_words_grown_together_and_fallen_apart() -> None:
    assert made("ab cd", known=["abcd"]) == [Variant(((0, "abcd"),), JOINED, EVERYWHERE)]
    assert made("ab cd", known=["a", "b"]) == [Variant(((0, "a"), (1, "b"), (2, "cd")), JOINED, EVERYWHERE)]


def test_of_three_words_one_may_be_lost() -> None:
    assert made("a b") == []
    assert [each.terms for each in made("a b c") if each.closeness == ONE_GONE] == [
        ((1, "b"), (2, "c")),
        ((0, "a"), (2, "c")),
        ((0, "a"), (1, "b")),
    ]


def test_of_six_words_two_may_be_lost() -> None:
    assert not [each for each in made("a b c d e") if each.closeness == TWO_GONE]
    assert len([each for each in made("a b c d e f") if each.closeness == TWO_GONE]) == 15


def test_of_a_long_run_half_is_enough() -> None:
    run = [chr(ord("a") + place) for place in range(LONG + 2)]
    halves = [[term for _, term in each.terms] for each in made(" ".join(run)) if each.closeness == TWO_GONE]
    assert halves == [run[:6], run[3:9], run[6:]]


def test_what_is_fixed_is_never_lost() -> None:
    assert all((2, "c") in each.terms for each in made("a b c", fixed=["c"]))


def test_what_no_page_has_is_not_looked_for() -> None:
    assert made("a b", b="x") == []
