"""A procedure that is added by a TOML file alone works in every command; a wrong one is refused by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.errors import ExitCode
from scanner_agent.demo.paper import Paper
from scanner_agent.demo.wear import Wear, scan
from tests.command import Sohoa

CASE, LATER = "H26.12-260804-0583", "H26.12-260804-0584"
PROCEDURE = """\
code = "2.009999"
name = "Cấp phép tổ chức hội chợ ẩm thực"
field = "Xúc tiến thương mại"
source = "Quyết định của tỉnh"

[[versions]]
source = "Quyết định của tỉnh"
working_days = { days = 3, source = "Quyết định của tỉnh" }

[[versions.components]]
id = "don"
title = "ĐƠN ĐỀ NGHỊ CẤP PHÉP TỔ CHỨC HỘI CHỢ ẨM THỰC"
original = 1
source = "Quyết định của tỉnh"

[[versions.components]]
id = "phuong-an"
title = "PHƯƠNG ÁN BẢO ĐẢM VỆ SINH HỘI CHỢ"
original = 1
source = "Quyết định của tỉnh"
"""


def page(*title: str) -> bytes:
    side = Paper()
    side.country()
    side.title(*title)
    side.paragraph("Tên thương nhân: Công ty TNHH Vạn Lạc Phát")
    for _ in range(3):
        side.paragraph("Thương nhân cam kết thực hiện đúng quy định của pháp luật về hội chợ và an toàn thực phẩm.")
    return scan(side.finish(), Wear(skew=0.6), 5)


@pytest.fixture
def province(sohoa: Sohoa, tmp_path: Path) -> Sohoa:
    """A desk whose catalogue has one file more, with a case of that procedure."""
    (tmp_path / "hoi-cho.toml").write_text(PROCEDURE, encoding="utf-8")
    assert sohoa("procedures", "check", tmp_path / "hoi-cho.toml")[0] == ExitCode.OK
    assert sohoa("procedures", "import", tmp_path / "hoi-cho.toml")[0] == ExitCode.OK
    rows = [f"{code},{name},Công ty TNHH Vạn Lạc Phát,2026-08-04T09:00" for code, name in NAMES.items()]
    header = "code,procedure,applicant,received_at"
    (tmp_path / "cases.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    assert sohoa("cases", "import", tmp_path / "cases.csv")[1]["imported"] == 2
    return sohoa


NAMES = {CASE: "2.009999.000.00.00.H26", LATER: "cap phep to chuc hoi cho am thuc"}


def test_every_command_knows_it(province: Sohoa, tmp_path: Path) -> None:
    listed = province("procedures")[1]["procedures"]
    assert [(row["working_days"], row["components"]) for row in listed if row["code"] == "2.009999"] == [(3, 2)]
    (tmp_path / "1.jpg").write_bytes(page("ĐƠN ĐỀ NGHỊ", "Cấp phép tổ chức Hội chợ ẩm thực"))
    code, answer = province("ingest", tmp_path / "1.jpg", "--case", CASE)
    assert code == ExitCode.OK
    (made,) = answer["dossiers"]
    assert [paper["component"] for paper in made["papers"]["missing"]] == ["phuong-an"]
    (component,) = province("show", made["id"])[1]["components"]
    assert (component["type"], component["evidence"]["sure"]) == ("don", True)
    shown = province("cases", "show", CASE)[1]
    assert [(paper["component"], paper["found"]) for paper in shown["required"]] == [
        ("don", True),
        ("phuong-an", False),
    ]
    assert (shown["complete"], shown["working_days"], shown["due_at"]) == (False, 3, "2026-08-07T02:00:00+00:00")
    assert {row["code"]: row["working_days"] for row in province("due")[1]["due"]} == {CASE: 3, LATER: 3}
    assert province("search", "hội chợ", "--procedure", NAMES[CASE], "--type", "don")[1]["total"] == 1
    assert province("component", "set", made["id"], 1, "phuong-an")[0] == ExitCode.OK
    assert province("undo", made["id"])[0] == ExitCode.OK
    province("unlink", made["id"])
    suggested = province("suggest", made["id"])[1]["suggestions"]
    assert {each["case"] for each in suggested} == {CASE, LATER}
    assert "procedure" in {reason["kind"] for reason in suggested[0]["reasons"]}


def test_a_wrong_file_is_refused_with_its_line_and_reason(sohoa: Sohoa, tmp_path: Path) -> None:
    wrong = tmp_path / "hoi-cho.toml"
    wrong.write_text(PROCEDURE.replace("days = 3", "days = 0"), encoding="utf-8")
    code, answer = sohoa("procedures", "import", wrong)
    assert code == ExitCode.USAGE
    said = answer["error"]["en"]
    assert "hoi-cho.toml" in said and "8" in said and "working_days" in said
    assert "2.009999" not in {row["code"] for row in sohoa("procedures")[1]["procedures"]}
