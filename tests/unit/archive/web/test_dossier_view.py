"""What the reader tells of a dossier, as people write it."""

from __future__ import annotations

import pytest

from archive.web.dossier_view import written_day


@pytest.mark.parametrize(("iso", "written"), [("2026-08-31", "31/08/2026"), ("2026-08", "08/2026"), ("2026", "2026")])
def test_a_date_is_written_as_far_as_it_is_known(iso: str, written: str) -> None:
    assert written_day(iso) == written
