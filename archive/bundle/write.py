"""How a dossier file is made: page after page, then the font, the outline and the metadata, and then the judgement."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from archive.bundle import text_layer
from archive.bundle.extract import expected_text, text_problems
from archive.bundle.font import TextFont
from archive.bundle.image import EmbeddedImage
from archive.bundle.metadata import LANGUAGE, information, xmp
from archive.bundle.outline import page_labels, write_outline
from archive.bundle.pdf_file import Name, PdfFile, Ref, Value, number
from archive.bundle.placement import Placement, place_image
from archive.bundle.raster import PageRaster, Stencil, make_raster
from archive.bundle.source import DossierSource, PageSource, Verdict
from archive.bundle.validate import validate
from archive.verdict import ImageBytes
from config.settings import ImageProfile
from ocr.image.photo import sheet_info
from ocr.page import PageReading


def write_dossier(source: DossierSource, path: Path, font: Path) -> Verdict:
    """Write the dossier to ``path`` as PDF/A-2b and judge the bytes that were written; nothing touches them after.

    Page images and readings are fetched one at a time; the bytes of images are kept, or made fewer as
    ``source.profile`` says. Equal sources give equal bytes. A file that does not pass is written once more without the
    claim to be PDF/A, and the verdict says why. Raises `MissingFont`, `CorruptFile` for an image that is not what its
    `ImageInfo` says, and whatever `PageSource.load` and `PageSource.read` raise; then ``path`` is removed.
    """
    try:
        draft = _write(source, path, font, claim=True)
        verdict = replace(validate(path), notes=tuple(draft.notes), images=tuple(draft.images))
        if not verdict.valid:
            _write(source, path, font, claim=False)
        return replace(verdict, problems=(*verdict.problems, *text_problems(draft.texts, path)))
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _write(source: DossierSource, path: Path, font: Path, *, claim: bool) -> _Draft:
    with path.open("wb") as out:
        draft = _Draft(PdfFile(out), TextFont(font))
        for page in source.pages:
            draft.add_page(page, source.profile)
        draft.finish(source, claim=claim)
    return draft


class _Draft:
    """A dossier file in the making."""

    def __init__(self, pdf: PdfFile, font: TextFont) -> None:
        self.notes: list[str] = []
        self.images: list[ImageBytes] = []
        self.texts: list[str] = []
        """What is to come out of each page again."""
        self._pdf, self._font = pdf, font
        self._tree = pdf.reserve()
        self._font_ref: Ref | None = None
        self._pages: list[Ref] = []
        self._profiles: dict[bytes, Ref] = {}

    def add_page(self, page: PageSource, profile: ImageProfile) -> None:
        """Write one page: its image, its text over it, and what ties them together."""
        stored, reading = page.load(), page.read()
        sheet = reading.sheet
        raster = make_raster(page.info, stored, profile, sheet)
        self.images.append(ImageBytes(len(stored), raster.size))
        self.texts.append(expected_text(reading))
        if raster.image.note:
            self.notes.append(f"page {len(self._pages) + 1}: {raster.image.note}")
        placement = place_image(sheet_info(page.info, sheet) if sheet else page.info, reading)
        resources: dict[str, Value] = {"XObject": self._layers(raster)}
        if reading.lines:
            self._font_ref = self._font_ref or self._pdf.reserve()
            resources["Font"] = {"F0": self._font_ref}
        content = self._pdf.add_stream(self._content(reading, placement, raster), {}, compress=True)
        entries: dict[str, Value] = {
            "Type": Name("Page"),
            "Parent": self._tree,
            "MediaBox": [round(edge, 2) for edge in placement.media_box],
            "CropBox": [round(edge, 2) for edge in placement.crop_box],
            "Resources": resources,
            "Contents": content,
        }
        self._pages.append(self._pdf.add(entries))

    def _layers(self, raster: PageRaster) -> dict[str, Value]:
        image = raster.image
        layers: dict[str, Value] = {
            "Im0": self._pdf.add_stream(image.data, image.entries | {"ColorSpace": self._colour_space(image)})
        }
        if raster.stencil:
            layers["Im1"] = self._pdf.add_stream(raster.stencil.image.data, raster.stencil.image.entries)
        return layers

    def _content(self, reading: PageReading, placement: Placement, raster: PageRaster) -> bytes:
        matrix = " ".join(number(value) for value in placement.matrix)
        left, bottom, _, _ = placement.crop_box
        lines = text_layer.place(reading, placement.scale, self._font.shape)
        words = text_layer.operators(lines, left, bottom, self._font.encode)
        drawn = f"q {matrix} cm /Im0 Do{_painted(raster.stencil)} Q\n"
        return drawn.encode("ascii") + words

    def _colour_space(self, image: EmbeddedImage) -> Value:
        if image.profile is None:
            return Name("DeviceGray" if image.components == 1 else "DeviceRGB")
        return [Name("ICCBased"), self._profile(image.profile, image.components)]

    def _profile(self, profile: bytes, components: int) -> Ref:
        """The ICC profile as an object; the many pages of one scanner share it."""
        key = hashlib.sha256(profile).digest()
        if key not in self._profiles:
            self._profiles[key] = self._pdf.add_stream(profile, {"N": components}, compress=True)
        return self._profiles[key]

    def finish(self, source: DossierSource, *, claim: bool) -> None:
        """Write what belongs to the whole file."""
        pdf = self._pdf
        pdf.add({"Type": Name("Pages"), "Kids": self._pages, "Count": len(self._pages)}, self._tree)
        if self._font_ref:
            self._font.write(pdf, self._font_ref)
        intent: dict[str, Value] = {
            "Type": Name("OutputIntent"),
            "S": Name("GTS_PDFA1"),
            "OutputConditionIdentifier": "sRGB",
            "Info": "sRGB",
            "DestOutputProfile": self._profile(srgb(), 3),
        }
        root = pdf.add(
            {
                "Type": Name("Catalog"),
                "Pages": self._tree,
                "Metadata": pdf.add_stream(
                    xmp(source, claim=claim), {"Type": Name("Metadata"), "Subtype": Name("XML")}
                ),
                "OutputIntents": [pdf.add(intent)],
                "Outlines": write_outline(pdf, source.components, self._pages),
                "PageLabels": page_labels([page.label for page in source.pages]),
                "PageMode": Name("UseOutlines"),
                "Lang": LANGUAGE,
                "ViewerPreferences": {"DisplayDocTitle": True},
            }
        )
        pdf.finish(root, pdf.add(information(source)))


def _painted(stencil: Stencil | None) -> str:
    """The operators that paint a stencil over the image below it, in the same rectangle."""
    if stencil is None:
        return ""
    return f" {' '.join(number(level / 255) for level in stencil.colour)} rg /Im1 Do"


@cache
def srgb() -> bytes:
    """The sRGB ICC profile that pikepdf ships for output intents."""
    return (files("pikepdf.pdfa") / "data" / "sRGB.icc").read_bytes()
