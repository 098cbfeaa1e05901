"""Bars: lengths in proportion, labels inert, nothing where there is nothing."""

from __future__ import annotations

from xml.etree import ElementTree

from archive.web.bars import Bar, Part, bars


def test_lengths_are_in_proportion_and_stand_one_behind_the_other() -> None:
    drawn = bars([Bar("a", (Part(30, "good"), Part(10, "bad"))), Bar("b", (Part(20, "good"),))], "t")
    rects = [(float(each.attrib["x"]), float(each.attrib["width"])) for each in _all(drawn, "rect")]
    (first, long), (second, short), (_, middle) = rects
    assert abs(long - 3 * short) < 0.2 and abs(middle - 2 * short) < 0.2 and abs(second - first - long) < 0.2


def test_labels_are_text_and_cut() -> None:
    drawn = bars([Bar("<script>alert(1)</script> và nữa", (Part(1, "good"),))], '"><b>')
    assert "<script" not in drawn and "<b>" not in drawn
    assert _all(drawn, "text")[0].text == "<script>alert(1)</scr…"


def test_of_nothing_nothing_is_drawn() -> None:
    assert bars([Bar("a", (Part(0, "good"),))], "t") == bars([], "t") == ""


def _all(drawn: str, name: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(drawn).iter(name))
