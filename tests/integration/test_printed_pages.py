"""A born-digital PDF through the command: its own words in the ledger, in the dossier's file and in the search."""

from __future__ import annotations

import subprocess
from pathlib import Path

from sqlalchemy import select

from archive.archive import open_archive
from archive.models import Page
from archive.verify import named_objects
from config.errors import ExitCode
from config.home import Home
from tests.command import Sohoa
from tests.unit.ocr.printed import paragraphs, printed
from tests.unit.ocr.test_printed import BODY, WRONG


def test_words_of_a_printed_page_go_all_the_way(sohoa: Sohoa, tmp_path: Path) -> None:
    folder = tmp_path / "filed"
    folder.mkdir()
    (folder / "1.pdf").write_bytes(printed(paragraphs(BODY)))
    (folder / "2.pdf").write_bytes(printed(paragraphs(BODY), WRONG["TCVN3"]))
    _, report = sohoa("ingest", folder)
    (dossier,) = report["dossiers"]
    assert dossier["pdfa"]["valid"]
    _, shown = sohoa("show", dossier["id"])
    assert shown["pages"][0]["text"].splitlines() == BODY
    assert "·" not in shown["pages"][1]["text"]
    raw = subprocess.run(["pdftotext", "-raw", dossier["pdf"], "-"], capture_output=True, check=True).stdout.decode()
    assert [page.split() for page in raw.split("\f")[:2]] == [page["text"].split() for page in shown["pages"]]
    with open_archive(Home(tmp_path / "home")) as archive, archive.ledger.read() as session:
        own, lied = session.scalars(select(Page).order_by(Page.id)).all()
        assert own.layer_sha256 in named_objects(session)
        assert own.engine is not None and own.engine.startswith("pdf-text ")
        assert lied.layer_sha256 and lied.engine is not None and "pdf-text" not in lied.engine
    code, found = sohoa("search", '"trích lục khai sinh"')
    assert code == ExitCode.OK and found["hits"]
    code, _ = sohoa("verify")
    assert code == ExitCode.OK


def test_a_printed_page_read_again_has_its_own_words_again(sohoa: Sohoa, tmp_path: Path) -> None:
    (tmp_path / "1.pdf").write_bytes(printed(paragraphs(BODY)))
    _, report = sohoa("ingest", tmp_path / "1.pdf")
    code, _ = sohoa("reindex", "--ocr")
    assert code == ExitCode.OK
    _, shown = sohoa("show", report["dossiers"][0]["id"])
    assert shown["pages"][0]["text"].splitlines() == BODY
    assert shown["pages"][0]["confidence"] == 1.0
