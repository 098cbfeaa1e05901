"""What is fuzzed, and what must hold whatever it is given; each breach is an exception.

Files: nothing but `config.errors.RejectedFile` comes out, and every page that came out can be drawn. Texts: nothing
is raised, and what is written of a parsed value parses to the same value.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from config.codes import (
    MOST_SHEETS,
    Separator,
    check_digits,
    format_separator,
    parse_case_code,
    parse_separator,
    printed_codes,
    written_codes,
)
from config.errors import RejectedFile
from fuzz import mending, seeds
from ocr.decode import Budget, notices, pixels, split
from ocr.decode.sniff import HEAD, kind_of
from scanner_agent.batches import Counted, feeder_order, grouping
from scanner_agent.endings import ends_properly, holds_pages
from scanner_agent.profiles import PROFILES

BUDGET = Budget(max_pixels=250_000, max_pages=12, max_bytes=1_000_000, max_entries=12, max_unpacked=2_000_000)
"""Of one input: so little that what ignores it shows."""
_OFFICE = ("ole", "rtf")
"""Kinds that LibreOffice prints, in its own process and with its own limits: a program that is not ours to fuzz."""
Try = Callable[[bytes], None]


@dataclass(frozen=True, slots=True)
class Target:
    """One way in."""

    name: str
    seeds: Callable[[], list[bytes]]
    attempt: Try
    mend: Callable[[bytes], bytes] | None = None
    """Makes check sums of a spoilt input right again, so that more than check sums is tried."""


def _split(path: Path) -> None:
    with path.open("rb") as file, suppress(RejectedFile):
        if kind_of(file.read(HEAD)) in _OFFICE:
            return
    with suppress(RejectedFile):
        for page in split(path, BUDGET):
            drawn = pixels(page)
            if drawn.shape[:2] != (page.info.height, page.info.width):
                raise AssertionError(f"{drawn.shape} is not {page.info}")


def _notices(path: Path) -> None:
    notices(path, BUDGET)


def _endings(path: Path) -> None:
    if ends_properly(path) and not path.stat().st_size:
        raise AssertionError("nothing ends properly")
    holds_pages(path)


def _of_file(attempt: Callable[[Path], None]) -> Try:
    place = Path(tempfile.mkdtemp()) / "delivered"  # the folder belongs to the child's own, which is thrown away

    def tried(data: bytes) -> None:
        place.write_bytes(data)
        attempt(place)

    return tried


def _separator(data: bytes) -> None:
    said = parse_separator(text := data.decode("utf-8", "replace"))
    if said is not None and parse_separator(format_separator(said)) != said:
        raise AssertionError(text)
    for found in written_codes(text):
        for sheets in (None, len(data) % MOST_SHEETS + 1):
            if found.code and parse_separator(format_separator(made := Separator(found.code, sheets))) != made:
                raise AssertionError(made)


def _codes(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    whole = parse_case_code(text)
    for found in (*printed_codes(text), *written_codes(text)):
        if text[found.start : found.end] != found.text:
            raise AssertionError(f"{found} is not where it says")
        if found.code and (parse_case_code(str(found.code)) != found.code or not check_digits(found.code)):
            raise AssertionError(found)
    if whole is not None and parse_case_code(str(whole)) != whole:
        raise AssertionError(text)


def _counted(data: bytes) -> None:
    listed = data.decode("utf-8", "surrogateescape").split("/")
    for profile in PROFILES.values():
        for name in listed:
            Counted.of(name, profile.jobs)
    if sorted(feeder_order(listed)) != list(range(len(listed))):
        raise AssertionError(listed)
    grouping("", listed[0])


def targets() -> dict[str, Target]:
    """All of them, by name."""
    kinds: dict[str, tuple[Callable[[], list[bytes]], Callable[[bytes], bytes] | None]] = {
        "jpeg": (seeds.jpegs, None),
        "png": (seeds.pngs, mending.png),
        "tiff": (seeds.tiffs, None),
        "bmp": (seeds.bitmaps, None),
        "heif": (seeds.heics, None),
        "webp": (seeds.webps, None),
        "zip": (seeds.archives, mending.archive),
        "pdf": (seeds.pdfs, None),
    }
    files = [Target(name, drawn, _of_file(_split), mend) for name, (drawn, mend) in kinds.items()]
    others = [
        Target("notices", seeds.pdfs, _of_file(_notices)),
        Target("endings", lambda: [*seeds.jpegs(), *seeds.tiffs()[-2:], *seeds.pdfs()[:1]], _of_file(_endings)),
        Target("separator", seeds.separators, _separator),
        Target("codes", seeds.codes, _codes),
        Target("counted", seeds.names, _counted),
    ]
    return {target.name: target for target in [*files, *others]}
