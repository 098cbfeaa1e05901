"""The packaged catalogue, what a home adds to it, and what it refuses."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from config.datafile import read
from config.errors import ProcedureNotFound, WrongDataFile
from config.procedures import COMMON, PACKAGED, CommonPapers, Procedure, check_files, load_catalogue

NOWHERE = Path("/nonexistent")
SHIPPED = sorted(PACKAGED.glob("*.toml"))


def changed(folder: Path, code: str, *changes: tuple[str, str], name: str | None = None) -> Path:
    text = (PACKAGED / f"{code}.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    folder.mkdir(exist_ok=True)
    path = folder / (name or f"{code}.toml")
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_packaged_has_no_mistake_and_is_part_of_the_package() -> None:
    assert check_files(SHIPPED) == []
    project = tomllib.loads((PACKAGED.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    assert {"procedures/*.toml", "calendar/*.toml"} <= set(project["tool"]["setuptools"]["package-data"]["config"])


def test_files_are_named_by_their_codes() -> None:
    catalogue = load_catalogue(NOWHERE)
    assert {path.stem for path in SHIPPED if path.name != COMMON} == set(catalogue.procedures)
    assert list(catalogue.procedures) == sorted(catalogue.procedures) and len(catalogue.procedures) == 8


@pytest.mark.parametrize(
    ("code", "days", "asking", "papers"),
    [
        ("2.000004", 5, None, 4),
        ("2.000033", None, None, 1),
        ("2.000648", 20, 7, 6),
        ("2.001624", 10, 3, 5),
        ("1.005190", 7, 3, 3),
        ("2.000063", 7, 3, 6),
        ("2.001535", 15, None, 5),
        ("2.000191", 20, 5, 2),
    ],
)
def test_the_figures_of_today(code: str, days: int | None, asking: int | None, papers: int) -> None:
    version = load_catalogue(NOWHERE).get(code).version_on(date(2026, 8, 4))
    assert version is not None
    found = (version.working_days, version.request_within)
    assert [each.days if each else None for each in found] == [days, asking]
    assert len(version.components) == papers


def test_what_nobody_has_read_is_not_called_sure() -> None:
    catalogue = load_catalogue(NOWHERE)
    assert not catalogue.get("2.001624").sure and catalogue.get("2.000648").sure
    new = catalogue.get("2.001535").version_on(date(2026, 8, 4))
    old = catalogue.get("2.001535").version_on(date(2024, 8, 4))
    assert new and new.working_days and not new.working_days.sure
    assert old and old.working_days and old.working_days.sure


@pytest.mark.parametrize(("day", "law"), [("2024-06-30", "99/2011"), ("2024-07-01", "55/2024")])
def test_the_version_of_the_day_holds(day: str, law: str) -> None:
    version = load_catalogue(NOWHERE).get("2.000191").version_on(date.fromisoformat(day))
    assert version and law in version.source


def test_before_the_first_version_there_is_none() -> None:
    assert load_catalogue(NOWHERE).get("2.000648").version_on(date(2014, 10, 31)) is None


def test_an_unknown_code_is_named() -> None:
    with pytest.raises(ProcedureNotFound, match=r"9\.999999"):
        load_catalogue(NOWHERE).get("9.999999")


def test_a_file_of_the_home_takes_the_place_of_ours_whatever_its_name(tmp_path: Path) -> None:
    path = changed(tmp_path, "2.000648", ("days = 20", "days = 15"), name="xang-dau.toml")
    catalogue = load_catalogue(tmp_path)
    days = catalogue.get("2.000648").versions[0].working_days
    assert days and days.days == 15
    assert catalogue.files["2.000648"] == path and len(catalogue.procedures) == 8


def test_a_procedure_is_added_by_a_file_alone(tmp_path: Path) -> None:
    changed(tmp_path, "2.000648", ('"2.000648"', '"1.999999"'), name="ours.toml")
    assert "1.999999" in load_catalogue(tmp_path).procedures


def test_two_files_with_one_code_are_refused(tmp_path: Path) -> None:
    paths = [changed(tmp_path, "2.000648", name=name) for name in ("a.toml", "b.toml")]
    with pytest.raises(WrongDataFile, match=r"b\.toml.*a\.toml"):
        load_catalogue(tmp_path)
    assert [mistake.details["file"] for mistake in check_files(paths)] == [str(paths[1])]


@pytest.mark.parametrize(
    ("until", "begins", "overlap"),
    [
        ("2024-06-30", "2024-07-01", False),
        ("2024-06-30", "2024-06-30", True),
        ("2024-06-30", "2023-01-01\nuntil = 2023-12-31", True),
    ],
)
def test_versions_share_no_day(tmp_path: Path, until: str, begins: str, overlap: bool) -> None:
    path = changed(tmp_path, "2.000191", ("2024-06-30", until), ("2024-07-01", begins))
    assert bool(check_files([path])) == overlap


def test_common_papers_of_the_home_are_added_or_take_the_place_of_ours(tmp_path: Path) -> None:
    paper = '[[attachments]]\nid = "{}"\ntitle = "{}"\nsource = "x"\n'
    text = paper.format("ho-chieu", "GIẤY THÔNG HÀNH") + paper.format("moi", "GIẤY TỜ MỚI")
    (tmp_path / COMMON).write_text(text, encoding="utf-8")
    ours, theirs = load_catalogue(NOWHERE).common, load_catalogue(tmp_path).common
    assert len(theirs.attachments) == len(ours.attachments) + 1
    titles = {paper.id: paper.title for paper in theirs.attachments}
    assert (titles["ho-chieu"], titles["moi"]) == ("GIẤY THÔNG HÀNH", "GIẤY TỜ MỚI")
    assert theirs.internal_forms == ours.internal_forms and theirs.closed_statuses == ours.closed_statuses


def test_the_desk_has_seven_forms_with_their_numbers_in_both_circulars() -> None:
    forms = read(PACKAGED / COMMON, CommonPapers).internal_forms
    numbers = [{number.law[:17]: number.number for number in form.numbers} for form in forms]
    assert [each["Thông tư 03/2025/"] for each in numbers] == ["01", "02", "03", "04", "05", "06", "07"]
    assert [each.get("Thông tư 01/2018/") for each in numbers] == ["01", "02", "03", "04", None, "05", "06"]


@pytest.mark.parametrize("code", ["", "02", "0312345678", "KM", "MẪU", "MAU|02", "MAU;02", "MAU*02", "*"])
def test_codes_that_would_be_found_everywhere_or_nowhere_are_refused_by_line(tmp_path: Path, code: str) -> None:
    form = 'form = "Mẫu 3"\n'
    path = changed(tmp_path, "2.000648", (form, f'{form}codes = ["MAU-03-XD", "{code}"]\n'))
    (mistake,) = check_files([path])
    assert mistake.details["key"] == "versions.1.components.1.codes.2"
    line = int(mistake.details["line"])
    assert path.read_text(encoding="utf-8").splitlines()[line - 1].startswith("codes")


def test_one_code_is_of_one_paper(tmp_path: Path) -> None:
    form, title = 'form = "Mẫu 3"\n', 'id = "dang-ky-doanh-nghiep"\n'
    codes = [(form, form + 'codes = ["MAU-03-XD"]\n'), (title, title + 'codes = ["{}"]\n')]
    for code, mistakes in (("mau-03-xd", 1), ("MAU-03-XD*", 0)):
        path = changed(tmp_path, "2.000648", codes[0], (codes[1][0], codes[1][1].format(code)))
        assert len(check_files([path])) == mistakes


def test_titles_of_one_procedure_lead_to_one_component_each() -> None:
    for path in SHIPPED:
        if path.name != COMMON:
            for version in read(path, Procedure).versions:
                titles = [title for part in version.components for title in part.titles]
                assert len(titles) == len(set(titles)), path.name


def test_the_example_in_the_documents_is_right(tmp_path: Path) -> None:
    text = (PACKAGED.parents[1] / "docs" / "administrator.md").read_text(encoding="utf-8")
    examples = [
        block for block in re.findall(r"^```toml\n(.*?)^```", text, re.MULTILINE | re.DOTALL) if "code =" in block
    ]
    path = tmp_path / "example.toml"
    path.write_text(examples[0], encoding="utf-8")
    assert check_files([path]) == []
