"""PDF pages as word processors print them: real letters of a TrueType font, and what the file says they mean."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf

FACE = Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf")
A4 = (595, 842)
"""Points."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text set at a point of the page, in points from its lower left corner."""

    text: str
    x: float
    y: float
    size: float = 12.0
    mode: int = 0
    """As the operator ``Tr`` counts: 3 is invisible."""
    colour: str = "0 g"


def paragraphs(lines: Iterable[str], x: float = 72, top: float = 770, size: float = 12, mode: int = 0) -> list[Run]:
    """Lines one under the other."""
    return [Run(line, x, top - 1.5 * size * i, size, mode) for i, line in enumerate(lines)]


class Printer:
    """One font of one file, with every glyph known by the number that the font gives it."""

    def __init__(self, pdf: Pdf, meaning: Callable[[str], str], letters: str) -> None:
        self._font = TTFont(FACE)
        self._glyphs = {letter: self._font.getGlyphID(self._font.getBestCmap()[ord(letter)]) for letter in letters}
        self.object = self._type0(pdf, meaning)

    def shown(self, run: Run) -> bytes:
        """The operators that show ``run``."""
        codes = "".join(f"{self._glyphs[letter]:04x}" for letter in run.text)
        place = f"1 0 0 1 {run.x} {run.y} Tm"
        return f"{run.colour} BT /F1 {run.size} Tf {run.mode} Tr {place} <{codes}> Tj ET\n".encode()

    def _type0(self, pdf: Pdf, meaning: Callable[[str], str]) -> pikepdf.Object:
        unit = 1000 / self._font["head"].unitsPerEm
        widths = [
            item
            for glyph in sorted(set(self._glyphs.values()))
            for item in (glyph, Array([self._font["hmtx"][self._font.getGlyphName(glyph)][0] * unit]))
        ]
        head, across = self._font["head"], self._font["hhea"]
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/Drawn"),
            Flags=4,
            FontBBox=Array([round(v * unit) for v in (head.xMin, head.yMin, head.xMax, head.yMax)]),
            ItalicAngle=0,
            Ascent=round(across.ascent * unit),
            Descent=round(across.descent * unit),
            CapHeight=660,
            StemV=80,
            FontFile2=pdf.make_stream(FACE.read_bytes()),
        )
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name("/Drawn"),
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor),
            W=Array(widths),
            CIDToGIDMap=Name.Identity,
        )
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=Name("/Drawn"),
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(descendant)]),
                ToUnicode=pdf.make_stream(self._to_unicode(meaning)),
            )
        )

    def _to_unicode(self, meaning: Callable[[str], str]) -> bytes:
        rows = [f"<{glyph:04x}> <{meaning(ch).encode('utf-16-be').hex()}>" for ch, glyph in self._glyphs.items()]
        blocks = [rows[at : at + 100] for at in range(0, len(rows), 100)]
        said = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def\n"
            f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{said}\nendcmap end end"
        ).encode()


def printed(
    runs: list[Run],
    meaning: Callable[[str], str] = str,
    size: tuple[float, float] = A4,
    image: bytes | None = None,
    drawn: bytes = b"",
    **entries: pikepdf.Object | int,
) -> bytes:
    """A PDF of one page that shows ``runs`` over ``image`` (a grey JPEG that fills it) and ``drawn`` operators.

    ``meaning`` says what the file claims of each letter; page ``entries`` such as Rotate are taken as they are.
    """
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=size)
    printer = Printer(pdf, meaning, "".join(sorted({letter for run in runs for letter in run.text})))
    page.Resources = Dictionary(Font=Dictionary(F1=printer.object), XObject=Dictionary())
    content = drawn + b"".join(map(printer.shown, runs))
    if image is not None:
        page.Resources.XObject.Im0 = _picture(pdf, image)
        content = b"q %d 0 0 %d 0 0 cm /Im0 Do Q\n" % size + content
    page.Contents = pdf.make_stream(content)
    for key, value in entries.items():
        page.obj["/" + key] = value
    target = io.BytesIO()
    pdf.save(target, deterministic_id=True)
    return target.getvalue()


def _picture(pdf: Pdf, jpeg: bytes) -> pikepdf.Object:
    from PIL import Image

    with Image.open(io.BytesIO(jpeg)) as opened:
        width, height = opened.size
    kind = Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, BitsPerComponent=8)
    kind.ColorSpace, kind.Filter = Name.DeviceGray, Name.DCTDecode
    return pdf.make_indirect(pikepdf.Stream(pdf, jpeg, kind))
