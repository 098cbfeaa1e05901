"""Common words next to each other are terms of their own, and no other words are."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from archive.search import neighbours as module
from archive.search.neighbours import COMMON, neighbours, pair
from archive.search.schema import SCHEMA_VERSION
from archive.search.words import words_of
from ocr.text.fold import fold

WORDS = st.sampled_from(COMMON) | st.text("abcđêơ123", min_size=1, max_size=8)
SIGNS = st.sampled_from([" ", "\n", ", ", " - ", " … ", "/", "_", " ² ", " “"])


@given(st.lists(st.tuples(WORDS, SIGNS), max_size=40))
def test_the_pairs_are_those_of_the_words(parts: list[tuple[str, str]]) -> None:
    bare = fold("".join(chain for part in parts for chain in part))
    letters = neighbours(bare)
    marked = {first + second for first, second in pairwise(letters) if " " not in (first, second)}
    expected = {pair(first, second) for first, second in pairwise(words_of(bare))}
    assert marked == expected - {None}


def test_common_words_are_folded_words_each_once() -> None:
    assert len(set(COMMON)) == len(COMMON)
    assert [words_of(fold(word)) for word in COMMON] == [[word] for word in COMMON]


def test_another_list_of_common_words_is_another_schema() -> None:
    listed = hashlib.sha256(Path(module.__file__).with_name("common.txt").read_bytes()).hexdigest()
    assert (SCHEMA_VERSION, listed[:12]) == (4, "eb2422ee3dcb")
