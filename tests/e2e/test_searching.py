"""Four spellings of one search, and the mark where the word stands."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from ocr.page import Box
from tests.e2e.conftest import Sit
from tests.e2e.papers import Papers, folded, words_of

pytestmark = pytest.mark.e2e

NEAR = 0.02
"""Of the page's width and height: how far a side of a mark may be from that of its word."""
SPELLINGS = {
    "as it is printed": "hàng hóa",
    "without marks": "hang hoa",
    "the tone on the other vowel": "hàng hoá",
    "decomposed": unicodedata.normalize("NFD", "hàng hóa"),
}


def near(one: Box, other: Box) -> bool:
    sides = zip(
        (one.x, one.y, one.x + one.w, one.y + one.h), (other.x, other.y, other.x + other.w, other.y + other.h),
        strict=True,
    )  # fmt: skip
    return all(abs(mine - theirs) <= NEAR for mine, theirs in sides)


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_every_spelling_marks_the_words_where_they_stand(sit: Sit, scanned: Papers, spelling: str) -> None:
    archivist = sit("archivist")
    found = archivist.search(spelling)
    expect(archivist.page.locator(".snippet mark").first).to_be_visible()
    (link,) = [each for each in found if f"{scanned.promotion}/pages/1?" in each]
    archivist.page.locator(f'.where a[href="{link}"]').click()
    marks = archivist.marks()
    words = words_of(scanned.shown(scanned.promotion)["pdf"], 1)
    meant = [box for text, box in words if folded(text) in ("hang", "hoa")]
    pairs = [
        box
        for (first, one), (second, two) in pairwise(words)
        if (folded(first), folded(second)) == ("hang", "hoa")
        for box in (one, two)
    ]
    assert len(pairs) >= 8, "the paper says it at least four times"
    assert all(any(near(mark, box) for box in meant) for mark in marks), "nothing else is marked"
    assert all(any(near(mark, box) for mark in marks) for box in pairs), "each place is marked"


def test_a_mark_stays_on_its_word_at_every_zoom_and_the_first_one_is_in_sight(sit: Sit, scanned: Papers) -> None:
    archivist = sit("archivist")
    places = []
    for zoom in (1, 2, 3):
        archivist.go(f"/dossiers/{scanned.promotion}/pages/1?q=nồi+cơm&zoom={zoom}")
        places.append(archivist.marks())
        expect(archivist.page.locator(".mark").first).to_be_in_viewport()
    assert places[0]
    for others in places[1:]:
        assert all(near(one, other) for one, other in zip(places[0], others, strict=True))


def test_facets_narrow_down_without_drawing_the_page_anew(sit: Sit) -> None:
    archivist = sit("archivist")
    everything = archivist.search("xăng dầu")
    archivist.page.get_by_role("link", name=re.compile("^quay-2")).click()
    expect(archivist.page.locator(".hit")).to_have_count(1)
    archivist.page.get_by_role("link", name=re.compile("✕")).click()
    expect(archivist.page.locator(".hit")).to_have_count(len(everything))


def test_a_misspelt_word_and_one_that_stands_nowhere_say_what_to_do(sit: Sit) -> None:
    archivist = sit("archivist")
    assert archivist.search("khuyếm mại")
    assert not archivist.search("zzzzqqqq")
    expect(archivist.page.locator(".none")).to_be_visible()
