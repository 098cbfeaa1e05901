"""Files from outside, through real worker processes and the command: pages, or a sentence, and work goes on."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from archive.archive import Archive
from archive.work.child import ChildProcess
from archive.work.orders import Failure, Result, SplitOrder, SplitResult
from config.errors import ExitCode, RejectedFile
from config.settings import Settings
from tests.command import Sohoa
from tests.unit.ocr.decode.delivered import sheet, written
from tests.unit.ocr.decode.zips import zipped

_SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
_SECONDS = 20.0
"""For one file; the slowest, 19 drawn pages, takes five."""

_REFUSED_ALTHOUGH_READABLE = {
    "1biticc.pdf": "its image lacks the last 50 bytes of 1,300",
    "selenium-pypdf-issue-177.pdf": "its end is missing",
    "crash-0da013a13571cc8eb457a39fee8db18f8a3c7127.tif": "a fax line is torn, which Pillow does not say",
}
"""What the baselines call readable because they look at less."""


def _listed() -> list[tuple[Path, bool, int | None]]:
    """Every sample that is here: whether its baseline calls it readable, and of how many pages where it says so."""
    found = []
    for table in sorted([*_SAMPLES.glob("hostile/*/*_baseline.csv"), *_SAMPLES.glob("tiff/*_baseline.csv")]):
        with table.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                path = table.parent / row["file"]
                words = row["detail"].split()
                pages = int(words[words.index("frames") + 1]) if "frames" in words else None
                if path.is_file():
                    found.append((path, (row.get("pillow") or row["qpdf_check"]) != "error", pages))
    return found


@pytest.fixture
def child(archive: Archive) -> Iterator[ChildProcess]:
    process = ChildProcess(archive.home.path, Settings())
    yield process
    process.kill()


def _split(archive: Archive, child: ChildProcess, data: bytes) -> Result:
    child.begin(SplitOrder(archive.objects.put(data)), _SECONDS)
    while (result := child.result(patience=1)) is None:
        pass
    return result


@pytest.mark.samples
@pytest.mark.timeout(300)
@pytest.mark.skipif(not _SAMPLES.is_dir(), reason="the folder ../shared/samples is not here")
def test_every_sample_becomes_pages_or_a_sentence(archive: Archive, child: ChildProcess) -> None:
    codes = {cls.code for cls in RejectedFile.__subclasses__()}
    good = written(sheet(), "PNG")
    assert isinstance(_split(archive, child, good), SplitResult)
    wrong = []
    for path, readable, pages in _listed():
        began = time.monotonic()
        result = _split(archive, child, path.read_bytes())
        assert child.is_alive, path
        if time.monotonic() - began > _SECONDS:
            wrong.append((path.name, "took too long"))
        if isinstance(result, Failure):
            if result.code not in codes or (readable and path.name not in _REFUSED_ALTHOUGH_READABLE):
                wrong.append((path.name, result.code))
            assert result.error().sentence("vi")
        elif isinstance(result, SplitResult) and readable and pages not in (None, len(result.pages)):
            wrong.append((path.name, f"{len(result.pages)} instead of {pages}"))
    assert wrong == []
    assert isinstance(_split(archive, child, good), SplitResult)


def _with_script(path: Path) -> Path:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 300))
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.beep()"))
    pdf.attachments["note.txt"] = b"note"
    pdf.save(path)
    return path


@pytest.mark.timeout(180)
def test_filings_through_the_command(sohoa: Sohoa, tmp_path: Path) -> None:
    folder = tmp_path / "filings"
    folder.mkdir()
    _with_script(folder / "1 active.pdf")
    good = {f"trang {number}.png": written(sheet(400, 560, seed=number), "PNG") for number in (10, 2)}
    (folder / "2 good.zip").write_bytes(zipped(good))
    bad = {"1.pdf": (folder / "1 active.pdf").read_bytes(), "../hỏng.png": written(sheet(), "PNG")[:-40]}
    (folder / "3 bad.zip").write_bytes(zipped(bad))
    code, report = sohoa("ingest", folder)
    assert code == ExitCode.NEEDS_PERSON
    assert [file["state"] for file in report["files"]] == ["stored", "stored", "quarantined"]
    both = ["active_content", "attachments"]
    assert [file["flags"] for file in report["files"]] == [both, [], both]
    assert "“../hỏng.png”" in report["files"][2]["reason"]
    (dossier,) = report["dossiers"]
    assert dossier["pages"] == 3
    _, shown = sohoa("show", dossier["id"])
    flags = {each["name"]: each["flags"] for each in shown["deliveries"]}
    assert flags == {"1 active.pdf": both, "2 good.zip": []}
    _, quarantine = sohoa("quarantine")
    (item,) = quarantine["quarantine"]
    _, details = sohoa("quarantine", "show", item["id"])
    assert details["flags"] == both and details["code"] == "refused_entry"
