"""The agent killed again and again while a scanner goes on: in the end all is as if nobody had disturbed it."""

from __future__ import annotations

import io
import os
import random
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pypdfium2
import pytest
from PIL import Image

from archive.archive import open_archive
from archive.dossiers.describe import page_text
from archive.models import Delivery, DeliveryState, Dossier, Page, PageKind
from archive.separators import separator_sheets
from archive.verify import verify
from config.codes import Separator, parse_case_code
from config.home import Home
from config.settings import PdfSettings
from ocr.page import PageState
from scanner_agent.demo import Paper

TIMES = "settle = 0.2\nsettle_growing = 0.5\nquiet = 1.0\nrescan = 0.3\nkeep_free_megabytes = 1\n"
DPI = 150

Dossiers = list[tuple[str | None, list[tuple[str, str]]]]
"""Case, and name and text of each page, of every dossier."""


def set_up(home: Home, drop: Path) -> None:
    drop.mkdir()
    home.open()
    home.settings.write_text(f'[[sources]]\npath = "{drop}"\n[agent]\n{TIMES}', encoding="utf-8")


def case(number: int) -> str:
    return f"H26.12-260804-{number:04}"


def lay_job(drop: Path, number: int, files: dict[str, bytes]) -> None:
    """A finished scan job appears in one moment, as a desk of its own: two jobs are never one batch."""
    making = drop.parent / f"making-{number}"
    making.mkdir()
    for name, data in files.items():
        (making / name).write_bytes(data)
    making.rename(drop / f"job-{number:03}")


def files_left(drop: Path) -> list[Path]:
    return [path for path in drop.rglob("*") if path.is_file()]


def outcome(home: Home, drop: Path) -> Dossiers:
    """What was made of everything, after checking that nothing is lost, doubled or condemned."""
    assert files_left(drop) == []
    with open_archive(home) as archive, archive.ledger.read() as session:
        *_, report = verify(archive)
        assert report.ok, (report.damaged, report.missing)
        assert {row.state for row in session.query(Delivery)} == {DeliveryState.STORED}
        pages = list(session.query(Page))
        assert {page.state for page in pages} <= {PageState.OK, PageState.NO_TEXT, PageState.BLANK}
        for page in pages:
            assert (page.component_id is None) == (page.kind is PageKind.SEPARATOR)
        dossiers = list(session.query(Dossier))
        assert all(dossier.file and dossier.file.valid for dossier in dossiers)
        return sorted(
            (d.case_code, [(page.delivery.name, page_text(page, archive.objects)) for page in d.pages])
            for d in dossiers
        )


def kill(process: subprocess.Popen[bytes], victim: str, chance: random.Random) -> None:
    """Kill the whole group, the agent alone, or one of the processes that work for it."""
    children = [child for child in psutil.Process(process.pid).children(recursive=True) if child.is_running()]
    workers = [child for child in children if _is_worker(child)]
    if victim == "worker" and workers:
        with suppress(psutil.NoSuchProcess):
            chance.choice(workers).kill()
        return
    if victim == "group":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()
    psutil.wait_procs(children, timeout=20)


WORKERS = "multiprocessing.spawn", "archive.work.child"
"""What the command lines of processes that read pages bear."""


def _is_worker(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return any(mark in word for word in process.cmdline() for mark in WORKERS)
    return False


def disturbed(command: list[str], kills: int, lay: Any, patience: tuple[float, float], log: Path) -> None:
    """Run the agent, laying jobs while it runs, and kill it or its workers ``kills`` times."""
    chance = random.Random(583)
    done = 0
    while done < kills:
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        while process.poll() is None and done < kills:
            lay(done)
            try:
                process.wait(timeout=chance.uniform(*patience))
            except subprocess.TimeoutExpired:
                kill(process, chance.choice(["group", "agent", "worker"]), chance)
                done += 1
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_two_hundred_kills_with_plain_workers(tmp_path: Path) -> None:
    home, drop = Home(tmp_path / "home"), tmp_path / "drop"
    set_up(home, drop)
    jobs: dict[int, dict[str, bytes]] = {}

    def lay(number: int) -> None:
        sheets = {f"{number:03}-0.jpg": f"separator {case(number)}"} | {
            f"{number:03}-{page}.jpg": f"job {number} page {page}" for page in range(1, 2 + number % 4)
        }
        jobs[number] = {name: b"\xff\xd8" + text.encode() + b"\xff\xd9" for name, text in sheets.items()}
        lay_job(drop, number, jobs[number])

    command = [sys.executable, "-m", "tests.agent_double", str(home.path)]
    disturbed(command, 200, lay, (0.2, 1.6), tmp_path / "log")
    last = subprocess.run([*command, "--once", "--json"], capture_output=True, timeout=300)
    assert last.returncode == 0, last.stderr.decode()
    expected = [(case(number), [(name, "") for name in sorted(files)[1:]]) for number, files in sorted(jobs.items())]
    assert outcome(home, drop) == expected


@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_twenty_kills_while_pages_are_really_read(tmp_path: Path) -> None:
    papers = [_paper(number) for number in range(20)]
    separators = [_separator(number) for number in range(20)]

    def lay_into(drop: Path, number: int) -> None:
        names = [f"{number:03}-{page}.jpg" for page in range(3)]
        sides = [separators[number], papers[number], papers[(7 * number + 3) % 20]]
        lay_job(drop, number, dict(zip(names, sides, strict=True)))

    outcomes = []
    for name in ("undisturbed", "disturbed"):
        home, drop = Home(tmp_path / name / "home"), tmp_path / name / "drop"
        drop.parent.mkdir()
        set_up(home, drop)
        command = [sys.executable, "-m", "scanner_agent", "--home", str(home.path), "agent"]
        if name == "disturbed":
            disturbed(command, 20, lambda number, drop=drop: lay_into(drop, number), (1.0, 9.0), tmp_path / "log")
        else:
            for number in range(20):
                lay_into(drop, number)
        last = subprocess.run([*command, "--once", "--json"], capture_output=True, timeout=600)
        assert last.returncode == 0, last.stderr.decode()
        outcomes.append(outcome(home, drop))
    assert outcomes[0] == outcomes[1]
    assert [code for code, _ in outcomes[0]] == [case(number) for number in range(20)]


def _paper(number: int) -> bytes:
    sheet = Paper(dpi=DPI, size=16)
    sheet.title(f"TỜ KHAI SỐ {number + 100}")
    sheet.paragraph("Kính gửi Sở Công Thương, chúng tôi xin gửi kèm theo đây các giấy tờ của hồ sơ.")
    return _jpeg(Image.fromarray(sheet.finish().pixels))


def _separator(number: int) -> bytes:
    code = parse_case_code(case(number))
    assert code
    with pypdfium2.PdfDocument(io.BytesIO(separator_sheets([Separator(code)], PdfSettings().font))) as pdf:
        page = pdf[0]
        image = page.render(scale=DPI / 72).to_pil().convert("RGB")
        page.close()
    return _jpeg(image)


def _jpeg(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=80, dpi=(DPI, DPI))
    return file.getvalue()
