"""Quarantine through the command line: a page marked MẬT between ordinary ones, and a file that broke off."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from config.errors import ExitCode
from scanner_agent.cli import run
from scanner_agent.demo.fonts import Face
from scanner_agent.demo.paper import Paper
from scanner_agent.demo.wear import Wear, scan
from tests.command import Sohoa

SECRET_WORDS = "Phương án tác chiến khu vực phòng thủ"
BODY = "Thực hiện kế hoạch công tác, đơn vị báo cáo kết quả và cam kết bảo vệ bí mật nhà nước theo quy định."


def paper(title: str, mark: str | None = None) -> bytes:
    """A worn scan of one side, with ``mark`` under its head."""
    side = Paper()
    side.head(["UBND TỈNH HẬU GIANG", "SỞ CÔNG THƯƠNG"], "Số: 15/BC-SCT", "Hậu Giang, ngày 04 tháng 8 năm 2026")
    if mark:
        side.centred(mark, face=Face.BOLD)
    side.title("BÁO CÁO", title)
    for _ in range(3):
        side.paragraph(BODY)
    return scan(side.finish(), Wear(skew=0.8), 5)


@pytest.fixture
def stack(tmp_path: Path) -> Path:
    """An ordinary page, a PDF of a secret and an ordinary page, an ordinary page."""
    folder = tmp_path / "scans"
    folder.mkdir()
    (folder / "1.jpg").write_bytes(paper("Tình hình xăng dầu"))
    pages = [Image.open(io.BytesIO(jpeg)) for jpeg in (paper(SECRET_WORDS, "TỐI MẬT"), paper("Tình hình thuốc lá"))]
    pages[0].save(folder / "2.pdf", save_all=True, append_images=pages[1:], resolution=200)
    (folder / "3.jpg").write_bytes(paper("Về bảo mật thông tin"))
    return folder


def words_of(pdf: Path | str) -> str:
    raw = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    return " ".join(raw.split())


def pages_of(pdf: Path | str) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def everything_in(folder: Path) -> str:
    """Names and texts of all files of a folder; of PDF files their words."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    texts = [words_of(path) if path.suffix == ".pdf" else path.read_bytes().decode(errors="replace") for path in files]
    return "\n".join([*(path.name for path in files), *texts])


def test_a_secret_page_stays_out_of_everything_until_it_is_released(sohoa: Sohoa, stack: Path, tmp_path: Path) -> None:
    code, answer = sohoa("ingest", stack, "--case", "H26.12-260804-0583")
    assert code == ExitCode.NEEDS_PERSON
    assert [file["state"] for file in answer["files"]] == ["stored"] * 3
    (dossier,) = answer["dossiers"]
    assert (dossier["pages"], dossier["withheld"], dossier["pdfa"]["valid"]) == (4, 1, True)

    _, shown = sohoa("show", dossier["id"])
    assert [page["withheld"] for page in shown["pages"]] == [False, True, False, False]
    assert [page["pdf_page"] for page in shown["pages"]] == [1, None, 2, 3]
    secret = shown["pages"][1]
    assert "secret" in secret["flags"] and secret["text"] == "" and secret["state"] == "ok"
    assert all("bí mật nhà nước" in " ".join(page["text"].split()) for page in shown["pages"] if page is not secret)
    _, text = sohoa("text", dossier["id"])
    assert [bool(page["text"]) for page in text["pages"]] == [True, False, True, True]
    assert pages_of(dossier["pdf"]) == 3 and "tác chiến" not in words_of(dossier["pdf"])
    assert "tác chiến" not in json.dumps([answer, shown, text], ensure_ascii=False)

    code, exported = sohoa("export", dossier["id"], "-o", tmp_path / "out", "--originals")
    assert code == ExitCode.OK and exported["dossiers"][0]["withheld"] == 1
    left = everything_in(tmp_path / "out")
    assert "tác chiến" not in left and "_2.pdf" not in left and "_1.jpg" in left
    metadata = json.loads((tmp_path / "out" / "metadata.json").read_text(encoding="utf-8"))
    assert metadata["dossiers"][0]["numberOfPage"] == 3
    assert [document["pageAmount"] for document in metadata["documents"]] == [1, 1, 1]

    code, listed = sohoa("quarantine")
    (row,) = listed["quarantine"]
    assert (code, row["dossier"], row["name"], row["page"]) == (ExitCode.OK, dossier["id"], "2.pdf", 1)
    _, details = sohoa("quarantine", "show", row["id"])
    assert (details["number"], details["sha256"]) == (2, secret["sha256"]) and Path(details["path"]).is_file()
    assert [mark["degree"] for mark in details["marks"]] == ["TỐI MẬT"]
    assert "tác chiến" not in json.dumps([listed, details], ensure_ascii=False)

    code, released = sohoa("quarantine", "release", row["id"], "--reason", "đã giải mật")
    assert code == ExitCode.OK and released["items"][0]["state"] == "released"
    (dossier,) = released["dossiers"]
    assert dossier["withheld"] == 0 and dossier["pdfa"]["valid"]
    assert pages_of(dossier["pdf"]) == 4 and "tác chiến" in words_of(dossier["pdf"])
    _, shown = sohoa("show", dossier["id"])
    assert [page["pdf_page"] for page in shown["pages"]] == [1, 2, 3, 4] and "tác chiến" in shown["pages"][1]["text"]
    sohoa("export", dossier["id"], "-o", tmp_path / "all", "--originals")
    assert "tác chiến" in everything_in(tmp_path / "all") and "0002_2.pdf" in everything_in(tmp_path / "all")
    assert sohoa("quarantine", "list") == (ExitCode.OK, {"quarantine": []})
    assert sohoa("quarantine", "release", row["id"])[1]["error"]["code"] == "not_in_quarantine"


def test_a_file_that_broke_off_is_shown_tried_again_and_given_up(
    sohoa: Sohoa, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    half = paper("Tình hình xăng dầu")
    half = half[: len(half) // 2]
    (tmp_path / "half.jpg").write_bytes(half)
    assert sohoa("ingest", tmp_path / "half.jpg", "--desk", "Quầy 3")[0] == ExitCode.NEEDS_PERSON
    _, listed = sohoa("quarantine", "list")
    (row,) = listed["quarantine"]
    assert (row["name"], row["desk"], row["dossier"]) == ("half.jpg", "Quầy 3", None)
    assert "đứt giữa chừng" in row["reason"] and "breaks off" in row["reason"]
    _, shown = sohoa("quarantine", "show", row["id"])
    assert Path(shown["path"]).read_bytes() == half and (shown["size"], shown["code"]) == (len(half), "truncated_file")

    code, again = sohoa("quarantine", "retry", row["id"])
    assert code == ExitCode.NEEDS_PERSON and again["dossiers"] == []
    assert (again["items"][0]["state"], again["items"][0]["reason"]) == ("quarantined", row["reason"])
    code, refused = sohoa("quarantine", "release", row["id"])
    assert code == ExitCode.USAGE and f"discard {row['id']}" in refused["error"]["en"]
    assert sohoa("quarantine", "discard", row["id"])[0] == ExitCode.USAGE

    home = ["--home", str(tmp_path / "home")]
    assert run([*home, "quarantine"]) == ExitCode.OK
    assert run([*home, "quarantine", "show", row["id"]]) == ExitCode.OK
    assert run([*home, "quarantine", "retry", row["id"]]) == ExitCode.NEEDS_PERSON
    assert run([*home, "quarantine", "discard", row["id"], "--reason", "đã quét lại"]) == ExitCode.OK
    said = capsys.readouterr().out
    assert said.count("half.jpg") == 3 and "đã quét lại" in said and "{" not in said
    assert sohoa("quarantine", "list")[1] == {"quarantine": []}
    assert [row["discarded"] for row in sohoa("quarantine", "list", "--all")[1]["quarantine"]] == ["đã quét lại"]
    assert Path(shown["path"]).read_bytes() == half and sohoa("verify")[1]["ok"]


def test_a_raised_limit_lets_a_file_in(sohoa: Sohoa, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "large.jpg").write_bytes(paper("Tình hình xăng dầu"))
    monkeypatch.setenv("SOHOA_LIMITS__MEGAPIXELS", "1")
    assert sohoa("ingest", tmp_path / "large.jpg", "--case", "H26.12-260804-0583")[0] == ExitCode.NEEDS_PERSON
    (row,) = sohoa("quarantine")[1]["quarantine"]
    monkeypatch.delenv("SOHOA_LIMITS__MEGAPIXELS")
    code, returned = sohoa("quarantine", "retry", row["id"])
    assert (code, returned["items"][0]["state"]) == (ExitCode.OK, "stored")
    (dossier,) = returned["dossiers"]
    assert dossier["case"] == "H26.12-260804-0583" and "xăng dầu" in words_of(dossier["pdf"])
