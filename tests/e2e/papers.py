"""The home of the browser tests: the demonstration's stack, and a second desk's with a secret page, really read."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from archive.archive import open_archive
from archive.models import Role, User
from archive.web.security import passwords
from config.errors import ExitCode
from config.home import Home
from ocr.page import Box
from scanner_agent.demo.fonts import Face
from scanner_agent.demo.paper import Paper
from scanner_agent.demo.stack import PROMOTION
from scanner_agent.demo.wear import Wear, scan
from tests.serving import ROOT

PASSWORD = "mật khẩu rất dài"
"""Of everybody in these tests."""
OTHER_DESK = "quay-2"
BROKEN = "Scan_20260804_0007.jpg"
"""A file that breaks off."""
BODY = "Thực hiện kế hoạch công tác, đơn vị báo cáo kết quả và cam kết bảo vệ bí mật nhà nước theo quy định."


@dataclass(frozen=True)
class Papers:
    """A home, and the dossiers in it."""

    home: Path
    promotion: str
    """Of desk quay-1, case H26.12-260804-0583: three pages and a blank back."""
    secret: str
    """Of desk quay-2, without a case: three pages, the second withheld."""
    withheld: str
    """What that page is called in quarantine."""
    refused: str
    """A file of desk quay-1 that breaks off."""

    def copied(self, home: Path) -> Papers:
        """The same in a home of its own."""
        shutil.copytree(self.home, home)
        return replace(self, home=home)

    def shown(self, dossier: str) -> Any:
        """What `sohoa show` tells of a dossier."""
        return command(self.home, "show", dossier)


def command(home: Path, *arguments: object, expected: ExitCode = ExitCode.OK) -> Any:
    """What `sohoa ARGS --json` tells."""
    line = [sys.executable, "-m", "scanner_agent", "--home", str(home), *map(str, arguments), "--json"]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, env=os.environ | {"OMP_THREAD_LIMIT": "1"})
    assert done.returncode == expected, done.stderr
    return json.loads(done.stdout)


def make(folder: Path) -> Papers:
    """Scan everything, and let everybody in."""
    home = folder / "home"
    demo = command(home, "demo")["dossiers"]
    promotion = next(each["id"] for each in demo if each["case"] == PROMOTION)
    scans = folder / "scans"
    scans.mkdir()
    for number, (subject, mark) in enumerate((("Tình hình xăng dầu", ""), ("Phòng thủ", "TỐI MẬT"), ("Thuốc lá", ""))):
        (scans / f"{number}.jpg").write_bytes(_report(subject, mark))
    told = command(home, "ingest", scans, "--desk", OTHER_DESK, expected=ExitCode.NEEDS_PERSON)
    (dossier,) = told["dossiers"]
    assert dossier["withheld"] == 1
    broken = folder / BROKEN
    broken.write_bytes(_report("Rượu", "")[:20_000])
    command(home, "ingest", broken, "--desk", "quay-1", expected=ExitCode.NEEDS_PERSON)
    named = {each["kind"]: each["id"] for each in command(home, "quarantine", "list")["quarantine"]}
    admit(home)
    return Papers(home, promotion, dossier["id"], named["page"], named["file"])


def admit(home: Path) -> None:
    """One person of each role, named as the role is, whose password needs no changing; the clerk is of desk quay-1."""
    kept = passwords.hashed(PASSWORD)
    with open_archive(Home(home)) as archive, archive.ledger.write() as work:
        for role in Role:
            person = {"name": role.value, "role": role, "desks": ["quay-1"] if role is Role.CLERK else []}
            work.add(User(**person, password_hash=kept, must_change=False, created_at=work.now))


def _report(subject: str, mark: str) -> bytes:
    side = Paper()
    side.head(["UBND TỈNH HẬU GIANG", "SỞ CÔNG THƯƠNG"], "Số: 15/BC-SCT", "Hậu Giang, ngày 04 tháng 8 năm 2026")
    if mark:
        side.centred(mark, face=Face.BOLD)
    side.title("BÁO CÁO", subject)
    for _ in range(3):
        side.paragraph(BODY)
    return scan(side.finish(), Wear(skew=0.8), 5)


def folded(text: str) -> str:
    """Small letters without marks: what two spellings of a word have in common."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in plain if letter.isalnum())


def words_of(pdf: str, number: int) -> list[tuple[str, Box]]:
    """Words of a PDF page and where they stand (fractions of the page), as poppler reads them: no code of the desk."""
    numbers = ["-f", str(number), "-l", str(number)]
    told = subprocess.run(["pdftotext", "-bbox", *numbers, pdf, "-"], capture_output=True, check=True).stdout
    (page,) = ET.fromstring(told).iter("{http://www.w3.org/1999/xhtml}page")
    across, down = float(page.attrib["width"]), float(page.attrib["height"])
    found = []
    for word in page:
        left, top, right, bottom = (float(word.attrib[side]) for side in ("xMin", "yMin", "xMax", "yMax"))
        found.append((word.text or "", Box(left / across, top / down, (right - left) / across, (bottom - top) / down)))
    return found
