"""Among the first pages those with the very accents side by side come first."""

from __future__ import annotations

import pytest

from archive.search.accents import accented_runs, to_be_looked_at, very_accents_first
from archive.search.boxes import Boxes, pack_boxes
from archive.search.finding import ENOUGH, RankedPage
from archive.search.query.parse import parse
from archive.search.query.ranking import VERY_BEST
from archive.search.texts import KeptText


def kept(text: str) -> KeptText:
    return KeptText(text, Boxes(pack_boxes([])))


def ordered(question: str, *texts: str | None) -> list[int]:
    """The order of pages with these texts, all equally good to the index, numbered from 1."""
    best = [RankedPage(number, VERY_BEST) for number in range(1, len(texts) + 1)]
    known = {number: kept(text) for number, text in enumerate(texts, 1) if text is not None}
    return [each.page for each in very_accents_first(best, accented_runs(parse(question)), known)]


def test_accents_elsewhere_on_the_page_are_not_enough() -> None:
    assert ordered("Văn An", "van an, văn bản an toàn", "ông Văn An") == [2, 1]


@pytest.mark.parametrize("text", ["Đề\nnghị", "ĐỀ NGHỊ:", "(đề - nghị)", "x đề nghị"])
def test_signs_and_line_ends_between_words_are_none(text: str) -> None:
    assert ordered("đề nghị", "đê nghị", text) == [2, 1]


@pytest.mark.parametrize("text", ["đề nghịch", "xđề nghị", "đề án nghị"])
def test_a_part_of_a_word_is_none(text: str) -> None:
    assert ordered("đề nghị", text, "đề nghị") == [2, 1]


def test_every_run_must_stand_so() -> None:
    assert ordered('"hòa bình" "đề nghị"', "hòa bình, để nghị", "hoà bình và đề nghị") == [2, 1]


def test_without_accents_or_text_nothing_changes_places() -> None:
    assert ordered("de nghi", "đê nghị", "de nghi") == [1, 2]
    assert ordered("đề", "đê", "đề") == [1, 2]
    assert ordered("đề nghị", None, "đề nghị", "đê nghị") == [1, 2, 3]


def test_only_the_first_pages_are_looked_at_and_scores_stay_in_order() -> None:
    best = [RankedPage(number, VERY_BEST + 100 - number) for number in range(100)]
    runs = accented_runs(parse("đề nghị"))
    assert to_be_looked_at(best, runs) == list(range(ENOUGH))
    lacking = {0: kept("đê nghị")}
    moved = very_accents_first(best, runs, lacking)
    assert [each.page for each in moved] == [*range(1, ENOUGH), 0, *range(ENOUGH, 100)]
    assert [each.score for each in moved] == [each.score for each in best]
    assert to_be_looked_at([RankedPage(1, VERY_BEST - 1)], runs) == []
