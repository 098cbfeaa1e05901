"""Mistakes in data files: found all, each with its line, in both languages."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from config.datafile import checked, read
from config.datafile.lines import Place, line_of
from config.datafile.reasons import REASONS
from config.errors import WrongDataFile
from config.procedures import Procedure

RIGHT = """\
code = "2.000648"
name = "Cấp Giấy chứng nhận"
field = "Thương mại"
source = "x"

[[versions]]
source = "x"
working_days = { days = 20, source = "x" }

[[versions.components]]
id = "don"
title = "ĐƠN ĐỀ NGHỊ"
original = 1
source = "x"

[[versions.components]]
id = "ban-sao"
title = "BẢN SAO"
copy = 1
source = "x"
"""


def mistakes_in(tmp_path: Path, text: str | bytes) -> list[tuple[int, str]]:
    path = tmp_path / "ours.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    value, mistakes = checked(path, Procedure)
    assert (value is None) == bool(mistakes)
    for mistake in mistakes:
        assert f"{path}, dòng {mistake.details['line']}: " in mistake.sentence("vi")
        assert "{" not in mistake.both()
    return [(mistake.details["line"], mistake.details["key"]) for mistake in mistakes]


def test_a_right_file_has_none(tmp_path: Path) -> None:
    assert mistakes_in(tmp_path, RIGHT) == []


@pytest.mark.parametrize(
    ("right", "wrong", "line", "key"),
    [
        ('"2.000648"', '"2.000648.H50"', 1, "code"),
        ('"2.000648"', '"2000648"', 1, "code"),
        ('name = "Cấp Giấy chứng nhận"', 'name = " "', 2, "name"),
        ('name = "Cấp', 'tên = "Cấp', 2, ""),
        ("days = 20", 'days = "20"', 8, "versions.1.working_days.days"),
        ("days = 20", "days = 0", 8, "versions.1.working_days.days"),
        ("days = 20", "days = true", 8, "versions.1.working_days.days"),
        ("original = 1", "orignal = 1", 13, "versions.1.components.1.orignal"),
        ("original = 1", "original = 0", 10, "versions.1.components.1"),
        ("copy = 1", 'copy = 1\nrequired = true\nif = "Khi có."', 16, "versions.1.components.2"),
        ("copy = 1", 'copy = 1\nnot_digitised = ["LOST"]', 20, "versions.1.components.2.not_digitised.1"),
        ('"ban-sao"', '"don"', 6, "versions.1"),
        ("[[versions]]\n", "[[versions]]\nfrom = 2026-08-04\nuntil = 2026-08-03\n", 6, "versions.1"),
        ('title = "BẢN SAO"\n', "", 16, "versions.1.components.2.title"),
    ],
)
def test_each_mistake_is_found_with_its_line(tmp_path: Path, right: str, wrong: str, line: int, key: str) -> None:
    assert right in RIGHT
    found = mistakes_in(tmp_path, RIGHT.replace(right, wrong, 1))
    assert [(at, where) for at, where in found if where == key] == [(line, key)]
    assert len(found) == (1 if key else len(found))


def test_all_mistakes_are_told_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    text = RIGHT.replace("days = 20", "days = -1").replace('field = "Thương mại"', "").replace("copy = 1", "copy = 99")
    assert [line for line, _key in mistakes_in(tmp_path, text)] == [1, 8, 19]


@pytest.mark.parametrize(
    ("text", "line"), [("a = 1\nb = \nc = 3\n", 2), ("a = 1\nb = [1,\n", 2), (b"a = 1\nb = '\xff'\n", 2)]
)
def test_what_is_no_toml_is_told_with_its_line(tmp_path: Path, text: str | bytes, line: int) -> None:
    assert mistakes_in(tmp_path, text) == [(line, "")]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(WrongDataFile, match=r"gone\.toml"):
        read(tmp_path / "gone.toml", Procedure)


def test_text_is_nfc_whatever_the_editor_wrote(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text("\ufeff" + unicodedata.normalize("NFD", RIGHT), encoding="utf-8")
    assert read(path, Procedure).name == "Cấp Giấy chứng nhận"


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("a",), 1),
        (("t", "b"), 5),
        (("l", 0, "c"), 8),
        (("l", 1, "c"), 14),
        (("l", 1, "in", 0, "d"), 16),
        (("l", 1, "in", 1, "d"), 18),
        (("l", 1, "missing"), 13),
        (("nowhere",), 1),
        ((), 1),
    ],
)
def test_lines_of_keys(place: Place, line: int) -> None:
    text = (
        'a = """\nc = 1\n"""\n[t]\nb = 1\n\n[[l]]\nc = 1\nlist = [\n  "c = 2",\n]\n\n'
        "[[l]]\nc = 2\n[[l.in]] # here\nd = 1\n[[ l.in ]]\n'd' = 2\n"
    )
    assert line_of(text, place) == line


def test_every_reason_speaks_two_languages() -> None:
    for vi, en in REASONS.values():
        assert vi and en and vi != en
