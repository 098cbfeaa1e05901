"""Batches: names and times tell jobs apart, and pages lie in the order of their numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner_agent.batches import (
    Counted,
    OpenBatch,
    Stage,
    feeder_order,
    folder_of,
    grouping,
    place,
    place_second_pass,
)

QUIET = 60.0


def job(*names: str, id: int = 1, folder: str = "", last: float = 100.0) -> OpenBatch:
    batch = OpenBatch(id, folder, last)
    for name in names:
        batch.add(name, last)
    return batch


def joins(name: str, batch: OpenBatch, began: float = 110.0, folder: str = "", counted: bool = True) -> bool:
    return place(name, folder, began, [batch], QUIET, counted).batch is batch


@pytest.mark.parametrize(
    ("name", "stem", "number"),
    [
        ("SCN_0007.jpg", "scn_", 7),
        ("scan 2.tif", "scan ", 2),
        ("00000001.TIF", "", 1),
        ("abcdefg0001_003.tif", "abcdefg0001_", 3),
        ("SKMBT_C30004102315230_0001.JPG", "skmbt_c30004102315230_", 1),
        ("SCN_0001.tif.1", "scn_", 1),
        ("don.pdf", "don", None),
        ("Đơn 3.jpg", "đơn ", 3),
    ],
)
def test_names_are_read_as_devices_write_them(name: str, stem: str, number: int | None) -> None:
    assert Counted.of(name) == Counted(stem, number)


def test_what_comes_within_the_gap_is_one_job() -> None:
    assert joins("SCN_0004.jpg", job("SCN_0001.jpg", "SCN_0002.jpg", "SCN_0003.jpg"), began=160)
    assert joins("don.pdf", job("SCN_0001.jpg"), began=160)


def test_what_comes_after_the_gap_is_another_and_shows_that_the_first_is_over() -> None:
    first = job("SCN_0001.jpg")
    placing = place("SCN_0002.jpg", "", 160.1, [first], QUIET, True)
    assert placing.batch is None and placing.over == (first,)


@pytest.mark.parametrize(
    ("before", "name"),
    [
        (("SCN_0001.jpg", "SCN_0002.jpg", "SCN_0003.jpg"), "SCN_0001.jpg"),
        (("SCN_0007.jpg", "SCN_0008.jpg"), "SCN_0001.jpg"),
        (("scan0001.pdf",), "scan0001.pdf"),
        (("scan.pdf",), "scan.pdf"),
        (("SCN_0001.tif",), "SCN_0001.tif.1"),
        (("abcdefg0001_001.tif", "abcdefg0001_002.tif"), "abcdefg0002_001.tif"),
        (("SKMBT_C30004102315230_0001.JPG",), "SKMBT_C30004102315240_0001.JPG"),
    ],
)
def test_a_counter_that_begins_again_is_a_new_job(before: tuple[str, ...], name: str) -> None:
    assert not joins(name, job(*before))


@pytest.mark.parametrize(
    ("before", "name"),
    [
        (("SCN_0001.jpg", "SCN_0003.jpg"), "SCN_0002.jpg"),
        (("SCN_0003.jpg",), "SCN_0002.jpg"),
        (("SCN_0001.jpg", "SCN_0002.jpg", "SCN_0003.jpg"), "SCN_0003.jpg"),  # sent again after it was cut off
        (("scan0001.pdf",), "scan0002.pdf"),
        (("2026-01-05-09-30-11.jpg", "2026-01-05-09-30-40.jpg"), "2026-01-05-09-31-01.jpg"),
        (("Scan_20260105_093011.pdf",), "Scan_20260105_093055.pdf"),
    ],
)
def test_what_does_not_surely_begin_again_stays_together(before: tuple[str, ...], name: str) -> None:
    assert joins(name, job(*before))


def test_a_late_page_finds_its_own_job() -> None:
    first, second = job("a0001_001.tif", "a0001_003.tif"), job("a0002_001.tif", id=2)
    assert place("a0001_002.tif", "", 110, [first, second], QUIET, True).batch is first


def test_two_folders_are_never_one_job() -> None:
    assert not joins("0002.jpg", job("0001.jpg", folder="job1"), folder="job2")


def test_without_counted_names_only_time_decides() -> None:
    assert joins("scan.pdf", job("scan.pdf"), counted=False)
    assert not joins("scan.pdf", job("scan.pdf"), began=161, counted=False)


@pytest.mark.parametrize("folder", ["", "job1", "a/b"])
def test_the_folder_is_found_again_in_the_grouping(folder: str) -> None:
    assert folder_of(grouping(folder, "SCN_0001.jpg")) == folder


def test_pages_that_came_out_of_order_lie_in_order() -> None:
    names = ["A_0001.jpg", "A_0003.jpg", "don.pdf", "A_0002.jpg", "B_2.jpg", "B_1.jpg"]
    assert [names[i] for i in feeder_order(names)] == [
        "A_0001.jpg",
        "A_0002.jpg",
        "don.pdf",
        "A_0003.jpg",
        "B_1.jpg",
        "B_2.jpg",
    ]


@given(st.permutations(range(1, 30)))
def test_any_order_of_arrival_gives_the_feeder_s_order(numbers: list[int]) -> None:
    names = [f"SCN_{number:04}.jpg" for number in numbers]
    assert [names[i] for i in feeder_order(names)] == sorted(names)


@given(st.lists(st.text(max_size=8) | st.from_regex(r"[ab]_[0-9]{1,3}\.jpg", fullmatch=True), max_size=20))
def test_ordering_loses_and_doubles_nothing_and_is_final(names: list[str]) -> None:
    order = feeder_order(names)
    assert sorted(order) == list(range(len(names)))
    ordered = [names[i] for i in order]
    assert [ordered[i] for i in feeder_order(ordered)] == ordered


@given(st.lists(st.text(min_size=1, max_size=10), min_size=1, max_size=12))
def test_any_names_can_be_placed(names: list[str]) -> None:
    batches: list[OpenBatch] = []
    for number, name in enumerate(names):
        placing = place(name, "", 100.0, batches, QUIET, True)
        batch = placing.batch or OpenBatch(number, "", 100.0)
        batches = [b for b in batches if b not in placing.over]
        if batch not in batches:
            batches.append(batch)
        batch.add(name, 100.0)
    assert batches


# --- backs that come as a job of their own -------------------------------------------------------------------------


def backs_of(name: str, batches: list[OpenBatch], began: float, folder: str = "") -> tuple[OpenBatch | None, list[int]]:
    """To which batch a file goes, and the ids of those that are over."""
    going_on = [batch for batch in batches if batch.stage is not Stage.BETWEEN]
    first = place(name, folder, began, going_on, QUIET, counted_names=True)
    placing = place_second_pass(first, folder, began, batches, patience=600.0)
    return placing.batch, [batch.id for batch in placing.over]


def test_the_job_after_the_fronts_is_their_backs() -> None:
    fronts = job("SCN_0001.jpg", "SCN_0002.jpg")
    assert backs_of("SCN_0001.jpg", [fronts], began=130.0) == (fronts, [])
    assert fronts.stage is Stage.SECOND
    fronts.add("SCN_0001.jpg", 130.0)
    assert backs_of("SCN_0002.jpg", [fronts], began=131.0) == (fronts, [])


def test_the_job_after_the_backs_is_the_next_stack() -> None:
    fronts = job("SCN_0001.jpg")
    backs_of("SCN_0001.jpg", [fronts], began=130.0)
    fronts.add("SCN_0001.jpg", 130.0)
    assert backs_of("SCN_0001.jpg", [fronts], began=140.0) == (None, [fronts.id])


def test_fronts_wait_for_their_backs_longer_than_a_job_lasts_but_not_for_ever() -> None:
    fronts = job("a.jpg", last=100.0)
    assert backs_of("b.jpg", [fronts], began=500.0) == (fronts, [])
    late = job("a.jpg", last=100.0)
    late.turn_over()
    assert backs_of("b.jpg", [late], began=900.0) == (None, [late.id])


def test_backs_of_another_folder_are_not_theirs() -> None:
    fronts = job("a.jpg")
    fronts.turn_over()
    assert backs_of("b.jpg", [fronts], began=110.0, folder="quầy 2") == (None, [])
