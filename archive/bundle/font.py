"""The one font of a dossier's invisible text: codes handed out as words come, a subset written at the end.

A Type 0 font, Identity-H, over a CIDFontType2 with codes of its own: 1, 2, 3 … in order of first use, one for each
cluster (a base with its combining marks). The ToUnicode map says what a code means; which glyph stands behind it
matters only for its width, because nothing is drawn. A character that the font lacks therefore borrows a glyph:
`.notdef` itself is refused by PDF/A even where it is invisible (ISO 19005-2, 6.2.11.8).
"""

from __future__ import annotations

import hashlib
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont, TTLibError

from archive.bundle.pdf_file import Name, PdfFile, Ref
from archive.bundle.text_layer import Shape
from config.errors import MissingFont

ROWS = 100
"""Most rows of a ``bfchar`` block (Adobe Technical Note 5014): some readers drop a whole map that has longer ones."""
BORROWED = "n"
"""Its glyph stands in for those that the font lacks."""
LAST_CODE = 0xFFFF
LONGEST_CLUSTER = 16
_TABLES_TO_DROP = ["DSIG", "FFTM", "GDEF", "GPOS", "GSUB", "OS/2", "cmap", "gasp", "kern", "name", "post"]


@dataclass(frozen=True, slots=True)
class _Glyph:
    name: str
    advance: int
    """Font units; more than zero."""
    depth: int
    """Font units below the baseline."""


class TextFont:
    """The font at ``path`` and what has been used of it. Raises `MissingFont` where it is no TrueType font."""

    def __init__(self, path: Path) -> None:
        try:
            self._font: Any = TTFont(io.BytesIO(path.read_bytes()), lazy=True, recalcTimestamp=False)
            self._cmap: dict[int, str] = self._font.getBestCmap()
            self._advances, self._outlines = self._font["hmtx"].metrics, self._font["glyf"]
            self._units: int = self._font["head"].unitsPerEm
            self._spare = self._cmap[ord(BORROWED)]
            # Taken now, because writing the subset takes the rest out of the font.
            self._capital: int = self._outlines[self._cmap[ord("H")]].yMax
            self._name: str = self._font["name"].getDebugName(6) or "Text"
        except (OSError, AttributeError, KeyError, TypeError, TTLibError) as error:
            raise MissingFont(path=path) from error
        self._codes: dict[str, int] = {}
        self._glyphs: list[_Glyph] = []
        self._known: dict[str, _Glyph] = {}

    def encode(self, text: str) -> bytes:
        """The codes of a string, two bytes each."""
        return b"".join(self._code(cluster).to_bytes(2, "big") for cluster in clusters(text))

    def shape(self, text: str) -> Shape:
        """How a word looks at size 1."""
        glyphs = [self._glyph(cluster) for cluster in clusters(text)]
        width, depth = sum(glyph.advance for glyph in glyphs), max(glyph.depth for glyph in glyphs)
        return Shape(width / self._units, depth / self._units)

    def _code(self, cluster: str) -> int:
        # A dossier cannot have this many different clusters unless it means harm; its text then fails the self-check.
        if cluster not in self._codes and len(self._codes) < LAST_CODE:
            self._codes[cluster] = len(self._codes) + 1
            self._glyphs.append(self._glyph(cluster))
        return self._codes.get(cluster, LAST_CODE)

    def _glyph(self, cluster: str) -> _Glyph:
        if cluster not in self._known:
            name = self._cmap.get(ord(cluster[0]), self._spare)
            if not self._advances[name][0]:
                name = self._spare
            # An empty outline, such as that of the space, has no extent at all.
            depth = -getattr(self._outlines[name], "yMin", 0)
            self._known[cluster] = _Glyph(name, self._advances[name][0], max(0, depth))
        return self._known[cluster]

    def write(self, pdf: PdfFile, ref: Ref) -> None:
        """Write the font with all that was used of it, as object ``ref``."""
        program, numbers = self._subset()
        tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(program).digest()[:6])
        name = Name(f"{tag}+{self._name}")
        descendant = pdf.add(
            {
                "Type": Name("Font"),
                "Subtype": Name("CIDFontType2"),
                "BaseFont": name,
                "CIDSystemInfo": {"Registry": b"Adobe", "Ordering": b"Identity", "Supplement": 0},
                "FontDescriptor": self._descriptor(pdf, name, program),
                "DW": 0,
                "W": [1, [round(1000 * glyph.advance / self._units, 3) for glyph in self._glyphs]],
                "CIDToGIDMap": pdf.add_stream(
                    b"\0\0" + b"".join(numbers[glyph.name].to_bytes(2, "big") for glyph in self._glyphs),
                    {},
                    compress=True,
                ),
            }
        )
        pdf.add(
            {
                "Type": Name("Font"),
                "Subtype": Name("Type0"),
                "BaseFont": name,
                "Encoding": Name("Identity-H"),
                "DescendantFonts": [descendant],
                "ToUnicode": pdf.add_stream(to_unicode(list(self._codes)), {}, compress=True),
            },
            ref,
        )

    def _descriptor(self, pdf: PdfFile, name: Name, program: bytes) -> Ref:
        head, hhea = self._font["head"], self._font["hhea"]
        em = 1000 / self._units
        return pdf.add(
            {
                "Type": Name("FontDescriptor"),
                "FontName": name,
                "Flags": 4,  # symbolic: its codes are its own
                "FontBBox": [round(em * edge) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)],
                "ItalicAngle": 0,
                "Ascent": round(em * hhea.ascent),
                "Descent": round(em * hhea.descent),
                "CapHeight": round(em * self._capital),
                "StemV": 80,
                "FontFile2": pdf.add_stream(program, {"Length1": len(program)}, compress=True),
            }
        )

    def _subset(self) -> tuple[bytes, dict[str, int]]:
        """The font program with the used glyphs only, and the number of each in it."""
        options = subset.Options(
            hinting=False, layout_features=[], notdef_outline=True, drop_tables=_TABLES_TO_DROP, recalc_timestamp=False
        )
        subsetter = subset.Subsetter(options)
        subsetter.populate(glyphs=sorted({glyph.name for glyph in self._glyphs}))
        subsetter.subset(self._font)
        out = io.BytesIO()
        self._font.save(out, reorderTables=None)
        return out.getvalue(), {name: number for number, name in enumerate(self._font.getGlyphOrder())}


def clusters(text: str) -> Iterator[str]:
    """The text cut into bases with the combining marks and joiners that follow them."""
    start = 0
    for i in range(1, len(text)):
        joins = unicodedata.category(text[i]) in ("Mn", "Mc", "Me", "Cf")
        if not joins or i - start >= LONGEST_CLUSTER:
            yield text[start:i]
            start = i
    if text:
        yield text[start:]


def to_unicode(meanings: list[str]) -> bytes:
    """The CMap that says what the codes 1, 2, 3 … mean (ISO 32000-1, 9.10.3)."""
    rows = [
        b"<%04X> <%s>" % (code, meaning.encode("utf-16-be", "replace").hex().upper().encode("ascii"))
        for code, meaning in enumerate(meanings, 1)
    ]
    blocks = [rows[i : i + ROWS] for i in range(0, len(rows), ROWS)]
    body = b"".join(b"%d beginbfchar\n%s\nendbfchar\n" % (len(block), b"\n".join(block)) for block in blocks)
    return (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        + body
        + b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )
