"""Cells of the loss matrix from their first file to their verdict, one of each kind; `make faults` runs all."""

from __future__ import annotations

import pytest

from faults.matrix import cells, run_cell
from faults.report import matrix_text
from faults.troubles import TROUBLES


@pytest.mark.parametrize(
    ("trouble", "way"),
    [
        ("nothing", "folder"),
        ("upload reset (RST), then again whole", "FTP"),
        ("agent killed after landing, restarted", "SFTP"),
        ("clock set back an hour while the agent is down", "SMB"),
        ("watching is impossible: the limit of inotify is used up", "folder"),
    ],
)
def test_a_cell_is_well(trouble: str, way: str) -> None:
    outcome = run_cell(trouble, way)
    if outcome.skipped:
        pytest.skip(outcome.skipped)
    assert outcome.differences == ()


def test_a_trouble_is_tried_once_where_it_is_quick_and_every_way_has_its_turn() -> None:
    quick = cells(quick=True)
    assert [trouble for trouble, _ in quick] == [trouble.name for trouble in TROUBLES]
    assert {way for _, way in quick} == {way for _, way in cells()}
    assert set(quick) <= set(cells()) and "nothing" in matrix_text([], 0.0)
