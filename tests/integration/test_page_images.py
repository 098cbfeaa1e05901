"""Smaller page images from setting to export: what is made, what is told, and that it can still be read."""

from __future__ import annotations

import io
import json
from collections import Counter
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from archive.bundle import PageSource, write_dossier
from benchmarks.measures import bag_of_words
from config.settings import ImageProfile, LimitSettings, ReadingSettings
from ocr.decode import Budget, split
from ocr.decode.dpi import Resolution
from ocr.decode.keep import keep_lossless
from ocr.engine import Engine, open_engine
from ocr.page import PageImage
from ocr.read import ReadingOptions, read_page
from scanner_agent.demo import DemoSheet
from tests.command import Sohoa
from tests.unit.archive.bundle.drawn import FONT, dossier

SEALED = 8
"""Number of a sealed, skewed side in the stack."""
SLIPS = 3
"""Words that may be read otherwise; recognition slips on that many whenever a pixel changes."""


@cache
def engine() -> Engine:
    return open_engine(ReadingSettings())


def words_in_the_file(page: PageImage, profile: ImageProfile, path: Path) -> Counter[str]:
    """The words that recognition finds on the page of a dossier file as a viewer draws it."""
    reading = read_page(page, engine(), ReadingOptions())
    source = PageSource(page.info, lambda: page.data, lambda: reading, "1")
    assert write_dossier(dossier(source, profile=profile), path, FONT).valid
    with pypdfium2.PdfDocument(path) as pdf:
        drawn = pdf[0].render(scale=reading.dpi / 72).to_pil().convert("RGB")
    again = keep_lossless(drawn, Resolution(reading.dpi, reading.dpi, True))
    return bag_of_words(read_page(again, engine(), ReadingOptions()).text)


def test_what_was_read_can_be_read_again(stack: list[DemoSheet], tmp_path: Path) -> None:
    (tmp_path / "page.jpg").write_bytes(stack[SEALED].jpeg)
    (page,) = split(tmp_path / "page.jpg", Budget.from_settings(LimitSettings()))
    truth = bag_of_words("\n".join(stack[SEALED].truth))
    whole = words_in_the_file(page, "faithful", tmp_path / "faithful.pdf")
    assert (truth & whole).total() > 0.9 * truth.total()
    smaller: list[ImageProfile] = ["standard", "compact"]
    for profile in smaller:
        again = words_in_the_file(page, profile, tmp_path / f"{profile}.pdf")
        assert (truth & again).total() >= (truth & whole).total() - SLIPS, profile


def exported(sohoa: Sohoa, id_: str, folder: Path) -> dict[str, bytes]:
    assert sohoa("export", id_, "-o", folder)[0] == 0
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_changed_setting_holds_for_files_made_from_then_on(
    sohoa: Sohoa, stack: list[DemoSheet], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = tmp_path / stack[SEALED].name
    scan.write_bytes(stack[SEALED].jpeg)
    monkeypatch.setenv("SOHOA_PDF__PROFILE", "compact")
    _, answer = sohoa("ingest", scan)
    (made,) = answer["dossiers"]
    before = exported(sohoa, made["id"], tmp_path / "before")
    (image,) = json.load(io.BytesIO(before["metadata.json"]))["images"]
    assert (image["page"], image["profile"], image["bytesIn"]) == (1, "compact", len(stack[SEALED].jpeg))
    assert image["bytesOut"] < image["bytesIn"] / 2

    monkeypatch.setenv("SOHOA_PDF__PROFILE", "faithful")
    assert exported(sohoa, made["id"], tmp_path / "after") == before

    sohoa("link", made["id"], "H26.12-260804-0602")
    _, shown = sohoa("show", made["id"])
    assert shown["pdf"] != made["pdf"] and shown["pdf_version"] == 2
    (image,) = json.loads(exported(sohoa, made["id"], tmp_path / "again")["metadata.json"])["images"]
    assert (image["profile"], image["bytesOut"]) == ("faithful", len(stack[SEALED].jpeg))
