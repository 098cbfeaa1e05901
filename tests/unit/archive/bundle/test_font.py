"""The font of the invisible text: codes, widths, ToUnicode, subset."""

import io
import re
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from archive.bundle.font import ROWS, TextFont, clusters, to_unicode
from archive.bundle.pdf_file import Name, PdfFile
from config.errors import MissingFont
from tests.unit.archive.bundle.drawn import FONT


def written(font: TextFont) -> pikepdf.Pdf:
    out = io.BytesIO()
    pdf = PdfFile(out)
    tree, ref = pdf.reserve(), pdf.reserve()
    page = pdf.add({"Type": Name("Page"), "Parent": tree, "MediaBox": [0, 0, 9, 9], "Resources": {"Font": {"F0": ref}}})
    pdf.add({"Type": Name("Pages"), "Kids": [page], "Count": 1}, tree)
    font.write(pdf, ref)
    pdf.finish(pdf.add({"Type": Name("Catalog"), "Pages": tree}), pdf.add({}))
    return pikepdf.open(out)


def test_a_base_and_its_marks_are_one_cluster() -> None:
    assert list(clusters("ệ")) == ["ệ"]
    assert list(clusters("x̣́y")) == ["x̣́", "y"]
    assert list(clusters("👩\u200d👧")) == ["👩\u200d", "👧"]
    assert list(clusters("\u0301a")) == ["\u0301", "a"]


@given(st.text(max_size=60))
def test_clusters_lose_nothing(text: str) -> None:
    assert "".join(clusters(text)) == text
    assert all(0 < len(cluster) <= 16 for cluster in clusters(text))


def test_codes_count_up_from_one_and_repeat() -> None:
    font = TextFont(FONT)
    assert font.encode("ana") == b"\0\1\0\2\0\1"
    assert font.encode("n ") == b"\0\2\0\3"


@pytest.mark.parametrize("text", ["\u0301", "ไทย", "😀", "中文", "\u200b", "\ue000"])
def test_what_the_font_lacks_has_a_width_all_the_same(text: str) -> None:
    assert TextFont(FONT).shape(text).width > 0


def test_depth_is_that_of_the_deepest_letter() -> None:
    font = TextFont(FONT)
    assert font.shape("non").depth < 0.03
    assert font.shape("ngon").depth == font.shape("g").depth > 0.15
    assert font.shape("ạ").depth > 0.15


def test_what_is_written_agrees_with_the_font() -> None:
    font = TextFont(FONT)
    font.encode("Đơn đề nghị 😀x̣́")
    with written(font) as pdf:
        outer = pdf.pages[0].Resources.Font.F0
        inner = outer.DescendantFonts[0]
        assert re.fullmatch(r"/[A-Z]{6}\+DejaVuSans", str(outer.BaseFont))
        assert outer.BaseFont == inner.BaseFont == inner.FontDescriptor.FontName
        assert inner.FontDescriptor.Flags == 4
        program = TTFont(io.BytesIO(inner.FontDescriptor.FontFile2.read_bytes()))
        numbers = inner.CIDToGIDMap.read_bytes()
        widths = [float(width) for width in inner.W[1]]
        assert len(numbers) == 2 * (len(widths) + 1)
        for code, width in enumerate(widths, 1):
            number = int.from_bytes(numbers[2 * code : 2 * code + 2], "big")
            assert number != 0, "no code may show .notdef"
            advance = program["hmtx"].metrics[program.getGlyphName(number)][0]
            assert width == pytest.approx(1000 * advance / program["head"].unitsPerEm, abs=0.01)


def test_the_subset_is_small_and_always_the_same() -> None:
    def program() -> bytes:
        font = TextFont(FONT)
        font.encode("Cộng hòa xã hội chủ nghĩa Việt Nam")
        with written(font) as pdf:
            descendant = pdf.pages[0].Resources.Font.F0.DescendantFonts[0]
            return bytes(descendant.FontDescriptor.FontFile2.read_bytes())

    assert program() == program()
    assert len(program()) < 20_000


def test_no_block_of_meanings_is_longer_than_readers_take() -> None:
    cmap = to_unicode([chr(0x4E00 + i) for i in range(250)])
    blocks = re.findall(rb"(\d+) beginbfchar\n(.*?)\nendbfchar", cmap, re.DOTALL)
    assert [int(stated) for stated, _ in blocks] == [len(rows.splitlines()) for _, rows in blocks] == [ROWS, ROWS, 50]


def test_meanings_beyond_the_first_plane_and_of_several_letters() -> None:
    cmap = to_unicode(["😀", "x̣"])
    assert b"<0001> <D83DDE00>" in cmap
    assert b"<0002> <00780323>" in cmap


def test_a_font_that_is_not_there_is_named(tmp_path: Path) -> None:
    absent, wrong = tmp_path / "none.ttf", tmp_path / "wrong.ttf"
    wrong.write_bytes(b"no font at all")
    for path in (absent, wrong):
        with pytest.raises(MissingFont) as caught:
            TextFont(path)
        assert str(path) in caught.value.sentence("en")
