"""The text cache: only the text of the very reading, and damage costs time, not pages."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.readings import PlacedText
from archive.search.boxes import Boxes, pack_boxes
from archive.search.texts import FILE, TextCache, TextReader


def placed(text: str) -> PlacedText:
    return PlacedText(text, [(0.1, number / 1000, 0.2, 0.01) for number in range(len(text.split()))])


@pytest.fixture
def texts(tmp_path: Path) -> Iterator[TextCache]:
    cache = TextCache(tmp_path)
    yield cache
    cache.close()


def test_a_text_counts_only_while_its_reading_does(texts: TextCache) -> None:
    texts.keep([(1, "a", placed("một")), (2, "b", placed("hai"))])
    texts.keep([(1, "c", placed("một lần nữa"))])
    assert texts.find({1: "a", 2: "b", 3: "d"}) == {2: "hai"}
    assert texts.find({1: "c"}) == {1: "một lần nữa"}
    assert texts.find({}) == {}


def test_what_is_wiped_is_gone_from_the_disk(texts: TextCache, tmp_path: Path) -> None:
    text = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    deflated = zlib.compress(text.encode())
    texts.keep([(1, "a", placed(text))])
    texts.close()
    assert deflated in (tmp_path / FILE).read_bytes()
    texts.wipe([1, 2])
    texts.close()
    assert texts.find({1: "a"}) == {}
    assert deflated[2:] not in (tmp_path / FILE).read_bytes()


@pytest.mark.parametrize("damage", [b"no database", b"SQLite format 3\0" + bytes(4096)])
def test_a_damaged_file_is_made_anew(texts: TextCache, tmp_path: Path, damage: bytes) -> None:
    texts.keep([(1, "a", placed("một"))])
    texts.close()
    (tmp_path / FILE).write_bytes(damage)
    assert texts.find({1: "a"}) == {}
    texts.keep([(1, "a", placed("một"))])
    assert texts.find({1: "a"}) == {1: "một"}


def test_a_damaged_text_is_none(texts: TextCache, tmp_path: Path) -> None:
    texts.keep([(1, "a", placed("một" * 100)), (2, "b", placed("hai"))])
    texts.close()
    whole = (tmp_path / FILE).read_bytes()
    deflated = b"x\x9c"
    assert whole.count(deflated) == 2
    (tmp_path / FILE).write_bytes(whole.replace(deflated, b"x\x00", 1))
    assert len(texts.find({1: "a", 2: "b"})) == 1


def test_who_only_looks_sees_text_and_boxes(texts: TextCache, tmp_path: Path) -> None:
    reader = TextReader(tmp_path)
    assert reader.find({1: "a"}) == {}
    texts.keep([(1, "a", placed("một hai")), (2, "b", placed("ba"))])
    found = reader.find({1: "a", 2: "x"})
    assert list(found) == [1]
    assert found[1].text == "một hai"
    boxes = chain.from_iterable(found[1].boxes[word] for word in range(2))
    assert list(boxes) == pytest.approx([*chain.from_iterable(placed("một hai").boxes)], abs=0.000011)
    texts.keep([(1, "c", placed("bốn"))])
    assert reader.find({1: "c"})[1].text == "bốn"
    texts.close()
    for path in tmp_path.iterdir():
        path.unlink()
    (tmp_path / FILE).write_bytes(b"no database")
    assert reader.find({1: "c"}) == {}
    assert (tmp_path / FILE).read_bytes() == b"no database"
    assert texts.find({1: "c"}) == {}
    texts.keep([(1, "c", placed("năm"))])
    assert reader.find({1: "c"})[1].text == "năm"


@given(st.lists(st.tuples(*[st.integers(0, 65535)] * 4)))
def test_boxes_are_kept_to_a_hundred_thousandth(steps: list[tuple[int, ...]]) -> None:
    given_boxes = [tuple(round(number / 65535, 5) for number in box) for box in steps]
    boxes = Boxes(pack_boxes(given_boxes))  # type: ignore[arg-type]
    assert [boxes[word] for word in range(len(boxes))] == given_boxes
