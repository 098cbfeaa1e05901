"""Pages drawn for the tests of the dossier file: any image kind, any words, any turn and skew."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from PIL import Image, ImageChops, ImageDraw

from archive.bundle import ComponentSource, DossierSource, PageSource
from ocr.page import Affine, Box, EngineIdentity, ImageInfo, Line, PageReading, PageState, Word

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
ENGINE = EngineIdentity("tesserocr", "5.5", "vie-0123")
TEXT = """CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc
Đơn đề nghị cấp giấy phép số 12/GP-SCT"""
SENTENCE = TEXT.split()
WHITE = {"1": 1, "L": 255, "RGB": (255, 255, 255), "CMYK": (0, 0, 0, 0)}
BLACK = {"1": 0, "L": 0, "RGB": (0, 0, 0), "CMYK": (0, 0, 0, 255)}
Turn = Literal[0, 90, 180, 270]


def scan(width: int = 414, height: int = 585, mode: str = "RGB") -> Image.Image:
    """A page with rules at every 40 pixels and one mark at a third of the way, so that no turn looks like another."""
    image = Image.new(mode, (width, height), WHITE[mode])
    pen = ImageDraw.Draw(image)
    for y in range(40, height - 40, 40):
        pen.line((40, y, width - 40, y), fill=BLACK[mode], width=2)
    pen.rectangle((width // 3, height // 5, width // 3 + 20, height // 5 + 20), fill=BLACK[mode])
    if mode == "RGB":
        pen.ellipse((width // 2, height // 2, width // 2 + 60, height // 2 + 60), outline=(200, 30, 30), width=4)
    return image


def jpeg(image: Image.Image, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85, **options)
    return out.getvalue()


def png(image: Image.Image, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", **options)
    return out.getvalue()


def group4(image: Image.Image, *, photometric: int = 1, fill_order: int = 1, rows: int | None = None) -> bytes:
    """A G4 TIFF whose pixels are those of ``image`` whatever the photometric is."""
    out = io.BytesIO()
    # libtiff codes set bits as black runs: with photometric 0 the bits are those of the negative.
    bits = image if photometric == 1 else ImageChops.invert(image)
    tags = {262: photometric, 266: fill_order, 278: rows or image.height}
    bits.save(out, "TIFF", compression="group4", tiffinfo=tags)
    return out.getvalue()


def lines(words: Sequence[str], *, per_line: int = 6, top: float = 0.1) -> tuple[Line, ...]:
    """The words set as a typist would: per_line a line, each as wide as it is long."""
    made = []
    for row, start in enumerate(range(0, len(words), per_line)):
        x, placed = 0.1, []
        for text in words[start : start + per_line]:
            width = min(0.011 * len(text), 0.12)
            placed.append(Word(text, Box.from_corners(x, top + 0.03 * row, x + width, top + 0.03 * row + 0.015), 0.9))
            x += width + 0.006
        made.append(Line(tuple(placed)))
    return tuple(made)


def reading(
    info: ImageInfo, words: Sequence[str] | tuple[Line, ...] = SENTENCE, *, turn: Turn = 0, skew: float = 0.0
) -> PageReading:
    """A reading of the image turned by ``turn`` and straightened by ``skew`` degrees clockwise."""
    found = words if words and isinstance(words[0], Line) else lines(words)  # type: ignore[arg-type]
    across, down = info.width * info.dpi / info.dpi_x, info.height * info.dpi / info.dpi_y
    width, height = (across, down) if turn % 180 == 0 else (down, across)
    to_page = Affine.scale(info.dpi / info.dpi_x, info.dpi / info.dpi_y)
    to_page = to_page.then(Affine.quarter_turn(turn, across, down))
    if skew:
        to_page = to_page.then(Affine.rotation(skew, width / 2, height / 2))
    return PageReading(
        state=PageState.OK if found else PageState.BLANK,
        width=round(width),
        height=round(height),
        dpi=info.dpi,
        rotation=turn,
        skew_degrees=skew,
        skew_applied=bool(skew),
        to_page=to_page,
        engine=ENGINE,
        pipeline="1",
        lines=tuple(found),  # type: ignore[arg-type]
    )


def page(
    image: Image.Image | None = None,
    data: bytes | None = None,
    *,
    fmt: Literal["jpeg", "png", "tiff"] = "jpeg",
    dpi: tuple[float, float] = (50.0, 50.0),
    words: Sequence[str] | tuple[Line, ...] = SENTENCE,
    turn: Turn = 0,
    skew: float = 0.0,
) -> PageSource:
    image = image or scan()
    writers = {"jpeg": jpeg, "png": png, "tiff": group4}
    stored = data or writers[fmt](image)
    info = ImageInfo(fmt, image.width, image.height, image.mode, *dpi)  # type: ignore[arg-type]
    read = reading(info, words, turn=turn, skew=skew)
    return PageSource(info, lambda: stored, lambda: read, "1")


def dossier(*pages: PageSource, **changes: Any) -> DossierSource:
    labelled = [replace(source, label=str(n)) for n, source in enumerate(pages, 1)]
    made = DossierSource(
        dossier="0193-ab",
        case="H01.02-241121-0001",
        title="Hồ sơ cấp giấy phép",
        digitised_at=datetime(2024, 11, 21, 1, 2, 3, tzinfo=UTC),
        pipeline="1",
        converter="Sở Công Thương",
        version=1,
        components=[ComponentSource("Đơn đề nghị", labelled[:1]), ComponentSource("Giấy tờ khác", labelled[1:])],
    )
    return replace(made, **changes)
