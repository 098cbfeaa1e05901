"""Cases that nobody closes: when they are closed by themselves, when they are not, and how they open again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from archive.archive import Archive
from archive.completeness.by_itself import close_whole_cases
from archive.completeness.closing import close_case, reopen_case
from archive.completeness.said import say
from archive.dossiers.correct import hide_page, link, unlink
from archive.dossiers.describe import find, needs_person
from archive.dossiers.undo import undo
from archive.models import CaseRecord, DossierState, PaperWord
from config.clock import wall_clock
from config.errors import UsageError
from config.procedures import NotDigitised
from config.settings import ClosingSettings
from ocr.quality.gate import FOLDED_CORNER
from tests.unit.archive.completeness.conftest import Scan
from tests.unit.archive.completeness.test_cases import CASE, FORM, LICENCE, MAI, REST, bring_in, events, flag
from tests.unit.archive.dossiers.looking import row, unwatched

AFTER = timedelta(seconds=ClosingSettings().after)


@pytest.fixture(autouse=True)
def records(archive: Archive, tmp_path: Path) -> None:
    bring_in(archive, tmp_path, f"{CASE},2.001624")


def later(so_long: timedelta = AFTER) -> datetime:
    return wall_clock() + so_long + timedelta(seconds=1)


def by_itself(archive: Archive) -> bool:
    """Whether the case may be closed without a person."""
    with archive.ledger.read() as session:
        return session.get_one(CaseRecord, CASE).by_itself


def test_a_whole_case_is_closed_when_nothing_has_changed_for_long_enough(archive: Archive, scan: Scan) -> None:
    dossier = scan([FORM, *REST], CASE)
    assert close_whole_cases(archive, wall_clock()) == []
    assert close_whole_cases(archive, later()) == [CASE]
    assert row(archive, dossier).state is DossierState.COMPLETE
    (event,) = events(archive, "case.closed")
    assert (event["by"], event["dossiers"], event["complete"]) == ("sohoa", [dossier], True)
    assert close_whole_cases(archive, later()) == []


def test_it_is_not_where_only_a_person_closes(archive: Archive, scan: Scan) -> None:
    scan([FORM, *REST], CASE)
    closing = archive.settings.closing.model_copy(update={"by_itself": False})
    settings = archive.settings.model_copy(update={"closing": closing})
    assert close_whole_cases(replace(archive, settings=settings), later()) == []


def test_it_is_not_where_a_paper_is_missing(archive: Archive, scan: Scan) -> None:
    scan([FORM, *REST[:3]], CASE)
    assert close_whole_cases(archive, later()) == []


def test_it_is_not_where_somebody_should_look_at_a_page(archive: Archive, scan: Scan) -> None:
    flag(archive, scan([FORM, *REST], CASE), 2, FOLDED_CORNER)
    assert close_whole_cases(archive, later()) == []


def test_it_is_not_where_sheets_were_announced_that_did_not_come(archive: Archive, scan: Scan) -> None:
    dossier = scan([FORM, *REST], CASE)
    with archive.ledger.write() as work:
        find(work, dossier).sheets = 7
    assert close_whole_cases(archive, later()) == []


def test_it_is_not_where_another_procedures_paper_lies_in_it(archive: Archive, scan: Scan) -> None:
    scan([FORM, *REST, "THỂ LỆ|CHƯƠNG TRÌNH KHUYẾN MẠI"], CASE)
    assert close_whole_cases(archive, later()) == []


def test_it_rests_anew_after_what_a_person_says(archive: Archive, scan: Scan) -> None:
    scan([FORM, *REST[:2], REST[3]], CASE)
    assert close_whole_cases(archive, later()) == []
    say(archive.ledger, CASE, LICENCE, PaperWord.NOT_DIGITISED, MAI, NotDigitised.SHARED_DATA)
    assert close_whole_cases(archive, wall_clock() + AFTER - timedelta(minutes=1)) == []
    assert close_whole_cases(archive, later()) == [CASE]


def test_what_has_lain_there_for_long_stays_as_it_is(archive: Archive, scan: Scan) -> None:
    scan([FORM, *REST], CASE)
    assert close_whole_cases(archive, later(timedelta(days=8))) == []


def test_another_dossier_opens_it_again_and_it_is_closed_with_it(archive: Archive, scan: Scan) -> None:
    first = scan([FORM, *REST], CASE)
    close_whole_cases(archive, later())
    second = scan(["", "GIẤY ỦY QUYỀN"], CASE)
    assert [row(archive, each).state for each in (first, second)] == [DossierState.LINKED] * 2
    assert events(archive, "case.reopened") == [{"by": "sohoa", "dossiers": [first]}]
    with archive.ledger.read() as session:
        assert not needs_person(find(session, second))
    assert close_whole_cases(archive, later()) == [CASE]
    assert [row(archive, each).state for each in (first, second)] == [DossierState.COMPLETE] * 2


def test_a_correction_opens_it_again_and_so_does_its_undo(archive: Archive, scan: Scan) -> None:
    dossier = scan([FORM, *REST, ""], CASE)
    close_whole_cases(archive, later())
    hide_page(archive, dossier, 6, unwatched)
    assert row(archive, dossier).state is DossierState.LINKED
    assert close_whole_cases(archive, later()) == [CASE]
    undo(archive, dossier, unwatched)
    assert row(archive, dossier).state is DossierState.LINKED
    assert close_whole_cases(archive, later()) == [CASE] and by_itself(archive)


def test_a_dossier_that_is_linked_to_it_again_opens_it(archive: Archive, scan: Scan) -> None:
    first, second = scan([FORM, *REST], CASE), scan([""], CASE)
    unlink(archive, second, unwatched)
    assert close_whole_cases(archive, later()) == [CASE]
    link(archive, second, CASE, unwatched)
    assert [row(archive, each).state for each in (first, second)] == [DossierState.LINKED] * 2


def test_what_a_person_closed_or_opened_is_left_to_people(archive: Archive, scan: Scan) -> None:
    dossier = scan([FORM, *REST], CASE)
    close_whole_cases(archive, later())
    reopen_case(archive.ledger, CASE, MAI)
    assert close_whole_cases(archive, later()) == [] and not by_itself(archive)
    close_case(archive.ledger, CASE, MAI)
    with pytest.raises(UsageError, match="cases reopen"):
        hide_page(archive, dossier, 1, unwatched)
