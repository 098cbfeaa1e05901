"""What else a word may be."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from archive.search.query.spelling import KEPT, LOOK_ALIKE, candidates, looking_alike, meant, one_edit_away

WORDS = st.text(alphabet="adegimnot", min_size=1, max_size=7)


@given(WORDS, st.data())
def test_one_edit_leads_there_and_back(word: str, data: st.DataObject) -> None:
    other = data.draw(st.sampled_from(sorted(set(one_edit_away(word)) - {"", word})))
    assert word in set(one_edit_away(other))


def test_every_kind_of_edit() -> None:
    near = set(one_edit_away("nguyen"))
    assert {"nguyenn", "nguyn", "nguyrn", "ngueyn", "xnguyen"} <= near
    assert not {"ngyuenn", "nguyenxx", "uyen"} & near


def test_look_alikes_go_both_ways() -> None:
    for right, wrong in LOOK_ALIKE:
        assert f"x{wrong}y" in set(looking_alike(f"x{right}y"))
        assert f"x{right}y" in set(looking_alike(f"x{wrong}y"))


def test_look_alikes_come_first_then_the_frequent() -> None:
    pages = Counter({"trung": 900, "tmng": 3, "trang": 4000, "hoi": 5000})
    assert [each.term for each in candidates("trnng", pages.__getitem__)] == ["trung", "tmng", "trang"]


def test_a_number_is_only_taken_for_what_looks_like_it() -> None:
    pages = Counter({"0584": 50, "o583": 1, "05830": 9, "583": 9})
    assert [each.term for each in candidates("0583", pages.__getitem__)] == ["o583"]


def test_a_word_of_two_letters_is_not_mistyped() -> None:
    assert candidates("xq", Counter({"xa": 900, "q": 4}).__getitem__) == []


def test_only_a_few_are_kept() -> None:
    assert len(candidates("tan", lambda term: len(term))) == KEPT


def test_what_was_meant_is_on_far_more_pages() -> None:
    (common,) = candidates("nguyrn", Counter({"nguyen": 900}).__getitem__)
    (rare,) = candidates("nguyrn", Counter({"nguyrm": 1}).__getitem__)
    assert meant(0, common) and meant(2, common) and not meant(800, common)
    assert not meant(0, rare)
