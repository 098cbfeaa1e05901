"""The command line as other programs use it: real scans in, JSON and exit codes out."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path

import pytest

from config.errors import ExitCode
from scanner_agent.cli import run
from scanner_agent.demo import DemoSheet, case_rows
from tests.command import Sohoa


@pytest.fixture
def scans(tmp_path: Path, stack: list[DemoSheet]) -> Path:
    """The liquor case: front, upside down, its blank back."""
    folder = tmp_path / "scans"
    folder.mkdir()
    for sheet in stack[8:11]:
        (folder / sheet.name).write_bytes(sheet.jpeg)
    return folder


def test_scans_become_a_linked_searchable_dossier(
    sohoa: Sohoa, scans: Path, stack: list[DemoSheet], tmp_path: Path
) -> None:
    row = case_rows()[2]
    (tmp_path / "cases.json").write_text(json.dumps([row]), encoding="utf-8")
    assert sohoa("cases", "import", tmp_path / "cases.json") == (0, {"imported": 1, "updated": 0, "rejected": []})

    code, answer = sohoa("ingest", scans, "--case", row["code"])
    assert code == ExitCode.OK  # its procedure asks for more papers, which may come with the next stack
    assert [file["state"] for file in answer["files"]] == ["stored"] * 3
    assert [file["sha256"] for file in answer["files"]] == [hashlib.sha256(s.jpeg).hexdigest() for s in stack[8:11]]
    (dossier,) = answer["dossiers"]
    assert (dossier["case"], dossier["state"], dossier["pages"]) == (row["code"], "linked", 3)
    assert dossier["pdfa"] == {"profile": "2b", "valid": True, "validator": dossier["pdfa"]["validator"]}
    pdf = Path(dossier["pdf"])
    assert pdf.is_absolute() and hashlib.sha256(pdf.read_bytes()).hexdigest() == dossier["pdf_sha256"]

    code, shown = sohoa("show", dossier["id"])
    assert code == ExitCode.OK
    front, turned, back = shown["pages"]
    assert [page["number"] for page in shown["pages"]] == [1, 2, 3]
    assert [page["pdf_page"] for page in shown["pages"]] == [1, 2, None]
    assert (turned["rotation"], front["rotation"]) == (180, 0)
    assert front["skew_degrees"] == pytest.approx(stack[8].skew, abs=0.1) and front["skew_applied"]
    assert front["seal"] and len(front["seal_boxes"]) >= 1
    assert back["blank"] and back["hidden"] and back["text"] == ""
    assert front["sha256"] == answer["files"][0]["sha256"]
    papers = [(paper["type"], paper["pages"]) for paper in shown["components"]]
    assert papers == [("don-de-nghi", [1]), ("van-ban-gioi-thieu", [2, 3])]

    code, text = sohoa("text", dossier["id"], "--page", "1")
    assert code == ExitCode.OK and "rượu" in text["pages"][0]["text"]
    raw = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    read = [page["text"].split() for page in shown["pages"][:2]]
    assert [page.split() for page in raw.split("\f")[:2]] == read

    code, case = sohoa("cases", "show", row["code"])
    assert case["dossiers"] == [{key: dossier[key] for key in ("id", "case", "state", "pages", "pdf")}]
    missing = [paper["component"] for paper in case["required"] if not paper["found"]]
    assert missing == ["dang-ky-doanh-nghiep", "giay-phep-nha-cung-cap", "he-thong-ban-le"] and not case["complete"]
    assert sohoa("dossiers", "--case", row["code"])[1]["dossiers"] == case["dossiers"]
    assert sohoa("dossiers", "--state", "unlinked")[1]["dossiers"] == []

    code, again = sohoa("ingest", scans, "--case", row["code"])
    assert code == ExitCode.OK
    assert [file["state"] for file in again["files"]] == ["duplicate"] * 3 and again["dossiers"] == []

    code, fixity = sohoa("verify")
    assert code == ExitCode.OK
    assert fixity["ok"] and fixity["checked"] >= 6 and not fixity["orphans"]


def test_exported_files_are_those_of_the_archive(
    sohoa: Sohoa, scans: Path, stack: list[DemoSheet], tmp_path: Path
) -> None:
    case = "H26.12-260804-0602"
    _, answer = sohoa("ingest", scans, "--case", case)
    folder = tmp_path / "out"
    code, exported = sohoa("export", "--case", case, "-o", folder, "--originals")
    assert code == ExitCode.OK
    assert hashlib.sha256((folder / f"{case}.pdf").read_bytes()).hexdigest() == answer["dossiers"][0]["pdf_sha256"]
    assert (folder / f"{case}.001.pdf").is_file()
    originals = sorted((folder / f"{case}.originals").iterdir())
    assert [path.read_bytes() for path in originals] == [sheet.jpeg for sheet in stack[8:11]]
    assert {file for dossier in exported["dossiers"] for file in dossier["files"]} <= {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    }
    metadata = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    assert metadata["dossiers"][0]["fileCode"] == case and metadata["dossiers"][0]["numberOfPage"] == 3
    assert (folder / "dossiers.csv").read_text(encoding="utf-8-sig").startswith("fileCode,title,")
    assert [(image["page"], image["profile"]) for image in metadata["images"]] == [(1, "faithful"), (2, "faithful")]
    assert [image["bytesIn"] for image in metadata["images"]] == [len(sheet.jpeg) for sheet in stack[8:10]]
    assert all(image["bytesOut"] == image["bytesIn"] for image in metadata["images"])
    checked = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=folder, capture_output=True)
    assert checked.returncode == 0
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    sohoa("export", "--case", case, "-o", folder, "--originals")
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_bad_files_among_good_ones_are_quarantined_with_a_sentence(
    sohoa: Sohoa, scans: Path, stack: list[DemoSheet]
) -> None:
    (scans / "SCN_0020.jpg").write_bytes(stack[8].jpeg[: len(stack[8].jpeg) // 2])
    (scans / "SCN_0021.jpg").write_bytes(b"")
    (scans / "SCN_0022.tif").write_text("Kính gửi: Sở Công Thương", encoding="utf-8")
    code, answer = sohoa("ingest", scans)
    assert code == ExitCode.NEEDS_PERSON
    states = {Path(file["path"]).name: (file["state"], file["reason"]) for file in answer["files"]}
    assert [state for state, _ in states.values()] == ["stored"] * 3 + ["quarantined"] * 3
    assert "đứt giữa chừng" in states["SCN_0020.jpg"][1] and "breaks off" in states["SCN_0020.jpg"][1]
    assert "rỗng" in states["SCN_0021.jpg"][1] and "không phải ảnh quét" in states["SCN_0022.tif"][1]
    (dossier,) = answer["dossiers"]
    assert (dossier["state"], dossier["reason"], dossier["pages"]) == ("unlinked", "no_case", 3)


def test_a_changed_object_is_found_and_named(sohoa: Sohoa, scans: Path, tmp_path: Path) -> None:
    _, answer = sohoa("ingest", scans / "SCN_0011.jpg")
    pdf = Path(answer["dossiers"][0]["pdf"])
    pdf.chmod(0o644)
    pdf.write_bytes(pdf.read_bytes() + b"\n")
    name = answer["files"][0]["sha256"]
    (tmp_path / "home" / "objects" / name[:2] / name).unlink()
    code, fixity = sohoa("verify")
    assert code == ExitCode.NEEDS_PERSON
    assert (fixity["ok"], fixity["damaged"], fixity["missing"]) == (False, [pdf.stem], [name])


@pytest.mark.parametrize(
    ("arguments", "exit_code", "error"),
    [
        (["show", "d-000000000000"], ExitCode.NOT_FOUND, "dossier_not_found"),
        (["cases", "show", "H26.12-260804-0583"], ExitCode.NOT_FOUND, "case_not_found"),
        (["ingest", "/nonexistent", "--case", "H26"], ExitCode.USAGE, "usage"),
        (["export", "-o", "/tmp/x"], ExitCode.USAGE, "usage"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_document(
    sohoa: Sohoa, arguments: list[str], exit_code: ExitCode, error: str
) -> None:
    code, answer = sohoa(*arguments)
    assert code == exit_code
    assert answer["error"]["code"] == error and answer["error"]["vi"] and answer["error"]["en"]


def test_wrong_usage_ends_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["dossiers", "--nonsense"]) == ExitCode.USAGE
    assert "sohoa --help" in capsys.readouterr().err


def test_a_command_that_there_is_not_is_told_with_the_one_that_was_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--home", "ingest", "quarantin", "--json"]) == ExitCode.USAGE
    said = json.loads(capsys.readouterr().out)["error"]
    assert said["vi"] == "Không có lệnh “quarantin”. Có phải là: sohoa quarantine? Xem: sohoa --help"
    assert said["en"] == "No such command “quarantin”. Did you mean: sohoa quarantine? See: sohoa --help"
    assert run(["xyzzy"]) == ExitCode.USAGE
    assert "Có phải" not in capsys.readouterr().err


def test_people_get_tables(scans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = ["--home", str(tmp_path / "home")]
    assert run([*home, "ingest", str(scans / "SCN_0011.jpg")]) == ExitCode.NEEDS_PERSON
    dossier = capsys.readouterr().out.split("d-")[1][:12]
    for command in (["dossiers"], ["show", f"d-{dossier}"], ["verify"], ["text", f"d-{dossier}"]):
        assert run([*home, *command]) == ExitCode.OK
    assert "{" not in capsys.readouterr().out
