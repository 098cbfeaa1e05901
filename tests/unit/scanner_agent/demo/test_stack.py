"""The stack of the demonstration."""

import io
from datetime import datetime

import pytest
from PIL import Image

from config.codes import is_procedure_code, parse_case_code
from scanner_agent.demo import DemoSheet, case_rows, draw_stack


@pytest.fixture(scope="module")
def stack() -> list[DemoSheet]:
    return draw_stack(seed=7)


def test_twelve_sides_of_three_cases_lie_in_the_order_of_their_names(stack: list[DemoSheet]) -> None:
    assert [sheet.name for sheet in stack] == [f"SCN_{n:04}.jpg" for n in range(1, 13)]
    assert list(dict.fromkeys(sheet.case for sheet in stack)) == [row["code"] for row in case_rows()]


def test_the_stack_shows_what_a_bad_scanner_does(stack: list[DemoSheet]) -> None:
    assert {sheet.rotation for sheet in stack} >= {0, 90, 180}
    assert sum(sheet.blank for sheet in stack) == 3
    assert sum(sheet.seal is not None for sheet in stack) == 7
    assert any(sheet.skew > 1 for sheet in stack)
    assert any(sheet.skew < -1 for sheet in stack)
    assert any(sheet.skew == 0 for sheet in stack)


def test_every_side_is_a_whole_jpeg_of_a4_at_its_resolution(stack: list[DemoSheet]) -> None:
    for sheet in stack:
        image = Image.open(io.BytesIO(sheet.jpeg))
        image.load()
        assert image.format == "JPEG"
        assert image.info["dpi"] == (sheet.dpi, sheet.dpi)
        assert sorted(side / sheet.dpi for side in image.size) == pytest.approx([8.27, 11.69], abs=0.01)
        assert (image.width > image.height) == (sheet.rotation in (90, 270))


def test_blank_sides_have_no_lines_and_written_ones_many(stack: list[DemoSheet]) -> None:
    for sheet in stack:
        assert (len(sheet.truth) == 0) if sheet.blank else (len(sheet.truth) > 10), sheet.name


def test_the_same_seed_gives_the_same_stack(stack: list[DemoSheet]) -> None:
    assert draw_stack(seed=7) == stack


def test_the_case_records_are_sound() -> None:
    for row in case_rows():
        code = parse_case_code(row["code"])
        received, due = datetime.fromisoformat(row["received_at"]), datetime.fromisoformat(row["due_at"])
        assert code is not None
        assert is_procedure_code(row["procedure"])
        assert code.received == received.date()
        assert received < due
        assert all(row.values())
