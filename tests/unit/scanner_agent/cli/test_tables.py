"""Tables on narrow terminals: codes and paths can be copied whole."""

import io

import pytest

from scanner_agent.cli.output import people
from scanner_agent.cli.tables import print_dossiers

ROW = {"id": "d-1", "case": "000.00.19.H47-260105-0001", "state": "linked", "pages": 3, "pdf": "/home/" + "a" * 80}


@pytest.mark.parametrize("width", [20, 80, 300])
def test_codes_and_paths_stay_whole(width: int) -> None:
    printed = io.StringIO()
    print_dossiers(people(printed, width=width), [ROW])
    assert ROW["case"] in printed.getvalue()
    assert ROW["pdf"] in printed.getvalue()
    assert "PDF/A" not in printed.getvalue()


def test_the_verdict_is_told_where_there_is_one() -> None:
    printed = io.StringIO()
    verdict = {"profile": "2b", "valid": True, "validator": "x"}
    print_dossiers(people(printed), [ROW | {"pdfa": verdict}, ROW | {"pdf": None, "pdfa": None}])
    assert "2b ✓" in printed.getvalue()
