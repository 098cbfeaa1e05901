"""Papers of cases in the ledger: what is noted when, what people say of them, closing and opening again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from archive.archive import Archive
from archive.cases import find_case, import_cases
from archive.completeness import papers_of, papers_to_json
from archive.completeness.closing import close_case, reopen_case
from archive.completeness.said import say, take_back
from archive.dossiers.correct import hide_page, link, rotate_page, unlink
from archive.dossiers.describe import find, needs_person, paper_of
from archive.dossiers.undo import undo
from archive.events import broken_links
from archive.models import DossierState, Event, Page, PaperSaid, PaperWord
from archive.procedures import current_catalogue
from archive.stats import stats
from config.clock import wall_clock
from config.errors import CaseNotFound, UsageError
from config.procedures import NotDigitised
from ocr.quality.gate import BLURRED
from tests.unit.archive.completeness.conftest import Scan
from tests.unit.archive.dossiers.looking import row, unwatched

CASE, STRANGE = "H26.12-260804-0602", "H26.12-260804-0603"
FORM = "ĐƠN ĐỀ NGHỊ|CẤP GIẤY PHÉP BÁN BUÔN RƯỢU"
REST = (
    "GIẤY CHỨNG NHẬN|ĐĂNG KÝ DOANH NGHIỆP",
    "GIẤY GIỚI THIỆU",
    "GIẤY PHÉP SẢN XUẤT RƯỢU",
    "BẢN CAM KẾT",
)
LICENCE = "giay-phep-nha-cung-cap"
MAI = "mai"


@pytest.fixture(autouse=True)
def records(archive: Archive, tmp_path: Path) -> None:
    bring_in(archive, tmp_path, f"{CASE},2.001624", f"{STRANGE},something else")


def bring_in(archive: Archive, folder: Path, *rows: str) -> None:
    table = folder / "cases.csv"
    lines = "".join(f"{each},Công ty A,2026-08-04T09:30\n" for each in rows)
    table.write_text(f"code,procedure,applicant,received_at\n{lines}", encoding="utf-8")
    assert import_cases(archive.ledger, table).rejected == []


def papers(archive: Archive, case: str = CASE) -> dict[str, Any]:
    with archive.ledger.read() as session:
        record = find_case(session, case)
        catalogue = current_catalogue(archive.home.procedures)
        return papers_to_json(record, papers_of(session, record, catalogue, archive.settings.quality))


def states(archive: Archive) -> dict[str, str]:
    return {paper["component"]: paper["state"] for paper in papers(archive)["required"]}


def events(archive: Archive, kind: str) -> list[dict[str, Any]]:
    with archive.ledger.read() as session:
        assert broken_links(session) == []
        return [event.data for event in session.query(Event).where(Event.kind == kind).order_by(Event.id)]


def waits(archive: Archive, dossier: str) -> bool:
    with archive.ledger.read() as session:
        return needs_person(find(session, dossier))


def test_what_is_missing_is_noted_at_once_after_the_last_page(archive: Archive, scan: Scan) -> None:
    dossier = scan([FORM, *REST[:2]], CASE)
    missing = ["giay-phep-nha-cung-cap", "he-thong-ban-le"]
    assert [id_ for id_, state in states(archive).items() if state == "missing"] == missing
    (event,) = events(archive, "case.papers")
    assert (event["complete"], event["counts"]) == (False, {"found": 3, "missing": 2})
    assert [id_ for id_, state in event["papers"].items() if state == "missing"] == missing
    assert not waits(archive, dossier)  # the rest may come with the next stack
    with archive.ledger.read() as session:
        told = paper_of(find(session, dossier))["papers"]
    assert [paper["title"] for paper in told["missing"]] == ["GIẤY PHÉP SẢN XUẤT RƯỢU", "BẢN CAM KẾT"]


def test_all_dossiers_of_a_case_are_looked_at_together(archive: Archive, scan: Scan) -> None:
    first, second = scan([FORM, *REST[:2]], CASE), scan(REST[2:], CASE)
    shown = papers(archive)
    assert shown["complete"] and not waits(archive, first) and not waits(archive, second)
    assert shown["required"][4]["places"] == [{"dossier": second, "title": "BẢN CAM KẾT", "pages": [2], "sure": True}]
    assert [event["complete"] for event in events(archive, "case.papers")] == [False, True]
    assert stats(archive, wall_clock()).cases == {"complete": 1}
    unlink(archive, second, unwatched)
    assert not papers(archive)["complete"] and stats(archive, wall_clock()).cases == {"incomplete": 1}
    undo(archive, second, unwatched)
    assert papers(archive)["complete"]


def test_nothing_is_said_of_a_case_whose_procedure_is_not_known(archive: Archive, scan: Scan) -> None:
    dossier = scan([FORM], STRANGE)
    shown = papers(archive, STRANGE)
    assert (shown["known"], shown["required"], shown["complete"]) == (False, [], False)
    assert not waits(archive, dossier) and events(archive, "case.papers") == []
    with pytest.raises(UsageError, match="no procedure"):
        say(archive.ledger, STRANGE, "don-de-nghi", PaperWord.ACCEPTED, MAI)
    with pytest.raises(UsageError, match="no procedure"):
        close_case(archive.ledger, STRANGE, MAI)
    close_case(archive.ledger, STRANGE, MAI, "procedure of the ministry")
    assert row(archive, dossier).state is DossierState.COMPLETE


def test_a_record_that_arrives_later_or_names_another_procedure_is_judged_then(
    archive: Archive, scan: Scan, tmp_path: Path
) -> None:
    later = "H26.12-260804-0700"
    dossier = scan([FORM, *REST], later)
    assert not waits(archive, dossier)
    bring_in(archive, tmp_path, f"{later},2.001624")
    assert papers(archive, later)["complete"]
    bring_in(archive, tmp_path, f"{later},2.000648")
    shown = papers(archive, later)
    assert not shown["complete"]
    assert {extra["kind"] for extra in shown["extra"]} >= {"foreign"}
    bring_in(archive, tmp_path, f"{later},something else")
    assert not waits(archive, dossier)
    assert [event["complete"] for event in events(archive, "case.papers")] == [True, False, None]


def test_a_bad_page_is_doubtful_until_a_person_has_looked_and_again_when_another_comes(
    archive: Archive, scan: Scan
) -> None:
    dossier = scan([FORM, "", *REST], CASE)
    assert papers(archive)["complete"]
    flag(archive, dossier, 2)
    assert states(archive)["don-de-nghi"] == "doubtful"
    (why,) = papers(archive)["required"][0]["why"]
    assert why == {"dossier": dossier, "page": 2, "reason": BLURRED}
    say(archive.ledger, CASE, "don-de-nghi", PaperWord.ACCEPTED, MAI)
    assert papers(archive)["complete"] and papers(archive)["required"][0]["accepted"]
    more = scan([FORM], CASE)
    flag(archive, more, 1)
    assert states(archive)["don-de-nghi"] == "doubtful"
    assert [extra["kind"] for extra in papers(archive)["extra"]] == ["twice"]
    with pytest.raises(UsageError, match="no page left"):
        hide_page(archive, more, 1, unwatched)
    unlink(archive, more, unwatched)
    assert papers(archive)["complete"]


def flag(archive: Archive, dossier: str, number: int, raised: str = BLURRED) -> None:
    with archive.ledger.write() as work:
        page = work.get_one(Page, find(work, dossier).pages[number - 1].id)
        page.flags = [*page.flags, raised]


def test_people_say_what_need_not_be_scanned_and_take_it_back(archive: Archive, scan: Scan) -> None:
    scan([FORM, *REST[:2], REST[3]], CASE)
    say(archive.ledger, CASE, "Giấy phép sản xuất rượu", PaperWord.NOT_DIGITISED, MAI, NotDigitised.SHARED_DATA)
    assert states(archive)[LICENCE] == "not_digitised" and papers(archive)["complete"]
    say(archive.ledger, CASE, LICENCE, PaperWord.NOT_DIGITISED, "lan", NotDigitised.COPY_SUBMITTED)
    assert papers(archive)["required"][3]["reason"] == "COPY_SUBMITTED"
    take_back(archive.ledger, CASE, LICENCE, "lan")
    assert states(archive)[LICENCE] == "missing"
    with pytest.raises(UsageError, match="Nothing was said"):
        take_back(archive.ledger, CASE, LICENCE, "lan")
    assert [(event["word"], event["by"]) for event in events(archive, "case.paper")] == [
        ("not_digitised", MAI),
        ("not_digitised", "lan"),
        ("taken_back", "lan"),
    ]
    with archive.ledger.read() as session:
        assert [each.taken_back_by for each in session.query(PaperSaid).order_by(PaperSaid.id)] == ["lan", "lan"]


@pytest.mark.parametrize(
    ("component", "word", "sentence"),
    [
        ("chung-chi", PaperWord.ACCEPTED, "names no paper"),
        ("don-de-nghi", PaperWord.ACCEPTED, "not doubtful"),
        ("don-de-nghi", PaperWord.APPLIES, "depends on no condition"),
        ("don-de-nghi", PaperWord.NOT_DIGITISED, "was scanned"),
    ],
)
def test_words_that_do_not_fit_are_refused(
    archive: Archive, scan: Scan, component: str, word: PaperWord, sentence: str
) -> None:
    scan([FORM], CASE)
    with pytest.raises(UsageError, match=sentence):
        say(archive.ledger, CASE, component, word, MAI, NotDigitised.SHARED_DATA)
    with pytest.raises(CaseNotFound):
        say(archive.ledger, "H26.12-260804-0999", component, word, MAI)


def test_a_condition_that_applies_is_required(archive: Archive, scan: Scan, tmp_path: Path) -> None:
    petrol, contract = "H26.12-260804-0591", "van-ban-nha-cung-cap"
    bring_in(archive, tmp_path, f"{petrol},2.000648")
    assert papers(archive, petrol)["optional"][0]["state"] == "if"
    say(archive.ledger, petrol, contract, PaperWord.APPLIES, MAI)
    assert papers(archive, petrol)["required"][-1]["state"] == "missing"
    say(archive.ledger, petrol, contract, PaperWord.DOES_NOT_APPLY, MAI)
    assert papers(archive, petrol)["optional"][0]["state"] == "not_asked"


# --- closing -------------------------------------------------------------------------------------------------------


def test_a_case_closes_when_nothing_is_missing_and_then_its_dossiers_stand_still(archive: Archive, scan: Scan) -> None:
    dossier = scan([FORM, *REST], CASE)
    rotate_page(archive, dossier, 1, 90, unwatched)
    close_case(archive.ledger, CASE, MAI)
    assert row(archive, dossier).state is DossierState.COMPLETE and not waits(archive, dossier)
    for change in (lambda: rotate_page(archive, dossier, 1, 90, unwatched), lambda: undo(archive, dossier, unwatched)):
        with pytest.raises(UsageError, match=f"sohoa cases reopen {CASE}"):
            change()
    with pytest.raises(UsageError, match="closed already"):
        close_case(archive.ledger, CASE, MAI)
    reopen_case(archive.ledger, CASE, MAI)
    undo(archive, dossier, unwatched)
    with pytest.raises(UsageError, match="is not closed"):
        reopen_case(archive.ledger, CASE, MAI)
    (closed,), (reopened,) = events(archive, "case.closed"), events(archive, "case.reopened")
    assert closed == {"by": MAI, "dossiers": [dossier], "complete": True, "despite": None}
    assert reopened == {"by": MAI, "dossiers": [dossier]}


def test_a_missing_paper_is_named_and_a_reason_closes_all_the_same(archive: Archive, scan: Scan) -> None:
    with pytest.raises(UsageError, match="no dossier"):
        close_case(archive.ledger, CASE, MAI, "nothing came")
    dossier = scan([FORM, *REST[:3]], CASE)
    for reason in (None, "  "):
        with pytest.raises(UsageError, match="missing: BẢN CAM KẾT"):
            close_case(archive.ledger, CASE, MAI, reason)
    close_case(archive.ledger, CASE, MAI, " brought on Monday ")
    assert papers(archive)["closed_despite"] == "brought on Monday" and not papers(archive)["complete"]
    assert not waits(archive, dossier)


def test_what_comes_to_a_closed_case_needs_a_person(archive: Archive, scan: Scan) -> None:
    first = scan([FORM, *REST], CASE)
    close_case(archive.ledger, CASE, MAI)
    second = scan(["GIẤY ỦY QUYỀN"], CASE)
    assert (waits(archive, first), waits(archive, second)) == (False, True)
    strange = scan(["GIẤY ỦY QUYỀN"])
    assert link(archive, strange, CASE, unwatched).needs_person
    close_case(archive.ledger, CASE, MAI)
    assert {row(archive, each).state for each in (first, second, strange)} == {DossierState.COMPLETE}
    assert not waits(archive, second)
