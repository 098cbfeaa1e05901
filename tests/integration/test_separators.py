"""A stack of three cases with separators between them: the same dossiers whatever kind of file the scanner wrote."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from sqlalchemy import select

from archive.archive import open_archive
from archive.models import Page, PageKind
from config.errors import ExitCode
from config.home import Home
from scanner_agent.cli import run
from scanner_agent.demo import Drawing, Paper

DPI = 150
CASES = ("H57.132-260804-0583", "000.00.19.H47-260105-0001", "H57.132-260804-0584")
PAPERS = ("ĐƠN ĐỀ NGHỊ", "BẢN CAM KẾT", "GIẤY ỦY QUYỀN", "BIÊN BẢN NGHIỆM THU")
Sohoa = Callable[..., tuple[int, Any]]


def paper(title: str, code: str | None = None) -> Image.Image:
    """A short paper, and the dossier code printed on it where one is given."""
    sheet = Paper(dpi=DPI)
    sheet.title(title)
    sheet.paragraph("Kính gửi Sở Công Thương, chúng tôi đề nghị xem xét hồ sơ kèm theo đơn này.")
    if code:
        sheet.paragraph(f"Mã số hồ sơ: {code}")
    return Image.fromarray(sheet.finish().pixels)


@pytest.fixture
def sohoa(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Sohoa:
    """Runs a command with --json in a home; gives its exit code and document."""
    monkeypatch.setenv("SOHOA_WORK__RUNNER", "inline")

    def command(home: Path, *arguments: object) -> tuple[int, Any]:
        code = run(["--home", str(home), *map(str, arguments), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return command


def separators(sohoa: Sohoa, folder: Path, *codes: str) -> list[Image.Image]:
    """Printed by the command, and scanned."""
    code, printed = sohoa(folder / "office", "separators", *codes, "-o", folder / "separators.pdf")
    assert (code, printed["pages"]) == (ExitCode.OK, len(codes))
    assert [row["code"] for row in printed["separators"]] == list(codes)
    with pypdfium2.PdfDocument(folder / "separators.pdf") as pdf:
        assert len(pdf) == len(codes)
        return [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in pdf]


def stack(sheets: list[Image.Image]) -> list[Image.Image]:
    """Three dossiers: two papers and a blank back; one paper, its separator upside down; one behind a duplex sheet."""
    first, second, third = sheets
    blank = Image.fromarray(Drawing.blank(DPI).pixels)
    a, b, c, d = (paper(title) for title in PAPERS)
    return [first, a, blank, b, second.rotate(180), c, third, blank, d]


def jpeg(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=80, dpi=(DPI, DPI))
    return file.getvalue()


def as_tiff(images: list[Image.Image], folder: Path) -> list[Path]:
    path = folder / "stack.tif"
    images[0].save(
        path, "TIFF", save_all=True, append_images=images[1:], compression="tiff_adobe_deflate", dpi=(DPI, DPI)
    )
    return [path]


def as_jpegs(images: list[Image.Image], folder: Path) -> list[Path]:
    paths = [folder / f"SCN_{number}.jpg" for number in range(8, 8 + len(images))]
    for path, image in zip(paths, images, strict=True):
        path.write_bytes(jpeg(image))
    return paths


def as_pdf(images: list[Image.Image], folder: Path) -> list[Path]:
    path = folder / "stack.pdf"
    images[0].save(path, "PDF", save_all=True, append_images=images[1:], resolution=DPI)
    return [path]


@pytest.mark.parametrize("written", [as_tiff, as_jpegs, as_pdf])
def test_separators_cut_and_link_a_stack(
    written: Callable[[list[Image.Image], Path], list[Path]], sohoa: Sohoa, tmp_path: Path
) -> None:
    home, scans = tmp_path / "home", tmp_path / "scans"
    scans.mkdir()
    record = {"code": CASES[0], "procedure": "2.000648", "applicant": "Công ty A", "received_at": "2026-08-04T09:00"}
    (tmp_path / "cases.json").write_text(json.dumps([record]), encoding="utf-8")
    sohoa(home, "cases", "import", tmp_path / "cases.json")
    written(stack(separators(sohoa, tmp_path, *CASES)), scans)

    code, answer = sohoa(home, "ingest", scans)
    assert code == ExitCode.OK
    told = [(dossier["case"], dossier["state"], dossier["pages"]) for dossier in answer["dossiers"]]
    assert told == [(CASES[0], "linked", 3), (CASES[1], "awaiting_case", 1), (CASES[2], "awaiting_case", 1)]
    texts = [[page["text"] for page in sohoa(home, "show", d["id"])[1]["pages"]] for d in answer["dossiers"]]
    assert [[text.split("\n")[0] for text in pages] for pages in texts] == [
        [PAPERS[0], "", PAPERS[1]],
        [PAPERS[2]],
        [PAPERS[3]],
    ]
    for dossier, visible in zip(answer["dossiers"], (2, 1, 1), strict=True):
        with pypdfium2.PdfDocument(dossier["pdf"]) as pdf:
            assert len(pdf) == visible

    shown = sohoa(home, "show", answer["dossiers"][1]["id"])[1]
    (link,) = shown["links"]
    assert (link["case"], link["rank"], link["rule"], link["page"]) == (CASES[1], "separator", "separator_qr", None)
    assert CASES[1] in link["text"] and all(0 < edge < 1 for edge in link["box"])
    with open_archive(Home(home)) as archive, archive.ledger.read() as session:
        kept = list(session.scalars(select(Page).where(Page.kind == PageKind.SEPARATOR).order_by(Page.id)))
        assert [page.component_id for page in kept] == [None] * 4  # three sheets, and one blank back
        assert link["sha256"] == kept[1].image_sha256
        assert all(archive.objects.read(page.image_sha256) for page in kept)
        assert session.query(Page).count() == 9
    assert sohoa(home, "verify")[0] == ExitCode.OK

    code, again = sohoa(home, "ingest", scans)
    assert code == ExitCode.OK and again["dossiers"] == []
    assert {file["state"] for file in again["files"]} == {"duplicate"}


def test_the_same_pages_under_a_new_separator_are_stored_and_flagged(sohoa: Sohoa, tmp_path: Path) -> None:
    home, scans = tmp_path / "home", tmp_path / "scans"
    scans.mkdir()
    old, new = separators(sohoa, tmp_path, CASES[0], CASES[2])
    content = paper(PAPERS[0], CASES[0])
    as_jpegs([old, content], scans)
    _, first = sohoa(home, "ingest", scans)
    as_jpegs([new, content], scans)
    code, second = sohoa(home, "ingest", scans)
    assert code == ExitCode.OK
    assert [(file["state"], file["flags"]) for file in second["files"]] == [
        ("stored", []),
        ("stored", ["possible_duplicate"]),
    ]
    assert [dossier["case"] for dossier in (*first["dossiers"], *second["dossiers"])] == [CASES[0], CASES[2]]
    pages = sohoa(home, "show", second["dossiers"][0]["id"])[1]["pages"]
    assert ["foreign_code" in page["flags"] for page in pages] == [True]


def test_what_cannot_be_linked_needs_a_person_and_is_told(sohoa: Sohoa, tmp_path: Path) -> None:
    home, scans = tmp_path / "home", tmp_path / "scans"
    scans.mkdir()
    good, blotted = separators(sohoa, tmp_path, CASES[0], CASES[1])
    spoilt = np.asarray(blotted).copy()
    for rows, columns in ((slice(60, 320), slice(0, None)), (slice(-320, -60), slice(0, None))):
        spoilt[rows, columns] = 255  # everything that a machine reads
    for top in (0.30, 0.70):  # and the code in print
        spoilt[int(top * len(spoilt)) : int((top + 0.12) * len(spoilt)), 180:-180] = 255
    two = [paper(PAPERS[2], CASES[0]), paper(PAPERS[3], CASES[2])]
    as_jpegs([*two, good, paper(PAPERS[0]), Image.fromarray(spoilt), paper(PAPERS[1], CASES[0])], scans)
    code, answer = sohoa(home, "ingest", scans)
    assert code == ExitCode.NEEDS_PERSON
    told = [(dossier["case"], dossier["reason"], dossier["pages"]) for dossier in answer["dossiers"]]
    assert told == [(None, "conflict", 2), (CASES[0], None, 1), (None, "separator_unreadable", 1)]
    assert answer["dossiers"][0]["reason_details"]["codes"] == [CASES[0], CASES[2]]


def test_a_wrong_code_is_named_and_nothing_is_written(sohoa: Sohoa, tmp_path: Path) -> None:
    file = tmp_path / "separators.pdf"
    code, answer = sohoa(tmp_path / "home", "separators", CASES[0], "H57.132-261304-0583", "-o", file)
    assert code == ExitCode.USAGE
    assert "H57.132-261304-0583" in answer["error"]["en"] and not file.exists()
    code, answer = sohoa(tmp_path / "home", "separators", CASES[0], "-o", tmp_path / "none" / "x.pdf")
    assert code == ExitCode.USAGE and "x.pdf" in answer["error"]["en"]
