"""The text cache: only the text of the very reading, and damage costs time, not pages."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.search.texts import FILE, TextCache


@pytest.fixture
def texts(tmp_path: Path) -> Iterator[TextCache]:
    cache = TextCache(tmp_path)
    yield cache
    cache.close()


def test_a_text_counts_only_while_its_reading_does(texts: TextCache) -> None:
    texts.keep([(1, "a", "một"), (2, "b", "hai")])
    texts.keep([(1, "c", "một lần nữa")])
    assert texts.find({1: "a", 2: "b", 3: "d"}) == {2: "hai"}
    assert texts.find({1: "c"}) == {1: "một lần nữa"}
    assert texts.find({}) == {}


def test_what_is_wiped_is_gone_from_the_disk(texts: TextCache, tmp_path: Path) -> None:
    text = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    deflated = zlib.compress(text.encode())
    texts.keep([(1, "a", text)])
    texts.close()
    assert deflated in (tmp_path / FILE).read_bytes()
    texts.wipe([1, 2])
    texts.close()
    assert texts.find({1: "a"}) == {}
    assert deflated[2:] not in (tmp_path / FILE).read_bytes()


@pytest.mark.parametrize("damage", [b"no database", b"SQLite format 3\0" + bytes(4096)])
def test_a_damaged_file_is_made_anew(texts: TextCache, tmp_path: Path, damage: bytes) -> None:
    texts.keep([(1, "a", "một")])
    texts.close()
    (tmp_path / FILE).write_bytes(damage)
    assert texts.find({1: "a"}) == {}
    texts.keep([(1, "a", "một")])
    assert texts.find({1: "a"}) == {1: "một"}


def test_a_damaged_text_is_none(texts: TextCache, tmp_path: Path) -> None:
    texts.keep([(1, "a", "một" * 100), (2, "b", "hai")])
    texts.close()
    whole = (tmp_path / FILE).read_bytes()
    deflated = b"x\x9c"
    assert whole.count(deflated) == 2
    (tmp_path / FILE).write_bytes(whole.replace(deflated, b"x\x00", 1))
    assert len(texts.find({1: "a", 2: "b"})) == 1
