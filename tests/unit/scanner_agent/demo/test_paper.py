"""Drawn papers: what stands on them is what their truth says."""

import os
import unicodedata

import numpy as np
import pytesseract

from scanner_agent.demo import Drawing, Paper, Seal
from scanner_agent.demo.paper import RIGHT, WIDTH


def test_a_paragraph_keeps_its_words_in_order_and_within_the_margins() -> None:
    text = "Công ty cam kết thực hiện đúng, đầy đủ nội dung đã thông báo và chịu trách nhiệm về chất lượng. " * 4
    paper = Paper(dpi=100)
    paper.paragraph(text)
    drawing = paper.finish()
    assert " ".join(drawing.lines).split() == text.split()
    assert len(drawing.lines) > 3
    right_margin = round((RIGHT + 0.5) / WIDTH * drawing.pixels.shape[1])
    assert (drawing.pixels[:, right_margin:] == 255).all()


def test_a_word_longer_than_the_line_is_drawn_all_the_same() -> None:
    paper = Paper(dpi=100)
    paper.paragraph("x" * 200 + " sau")
    assert paper.finish().lines == ("x" * 200, "sau")


def test_lines_are_nfc() -> None:
    paper = Paper(dpi=100)
    paper.paragraph(unicodedata.normalize("NFD", "Độc lập - Tự do - Hạnh phúc"))
    assert paper.finish().lines == ("Độc lập - Tự do - Hạnh phúc",)


def test_the_seal_is_red_where_its_box_is_and_nowhere_else() -> None:
    paper = Paper(dpi=100, seed=5)
    paper.signature(("GIÁM ĐỐC",), "Trịnh Quốc Khởi", seal=Seal("NHÀ MÁY RƯỢU", "LÂM ĐỒNG"))
    drawing = paper.finish()
    assert drawing.seal is not None
    height, width = drawing.pixels.shape[:2]
    rgb = drawing.pixels.astype(int)
    red = rgb[:, :, 0] - np.maximum(rgb[:, :, 1], rgb[:, :, 2]) > 60
    box = drawing.seal
    rows = slice(int(box.y * height) - 1, int((box.y + box.h) * height) + 2)
    columns = slice(int(box.x * width) - 1, int((box.x + box.w) * width) + 2)
    assert red[rows, columns].sum() > 1000
    assert red[rows, columns].sum() == red.sum()


def test_a_blank_side_has_nothing_on_it() -> None:
    side = Drawing.blank(100)
    assert side.pixels.shape == (1169, 827, 3)
    assert (side.pixels == 255).all()
    assert side.lines == ()


def test_what_is_drawn_is_read_as_what_was_written() -> None:
    paper = Paper(dpi=200)
    paper.head(("UBND THÀNH PHỐ", "SỞ CÔNG THƯƠNG"), "Số: 12/TB-SCT", "Hà Nội, ngày 04 tháng 8 năm 2026")
    paper.title("THÔNG BÁO", "Về việc tiếp nhận hồ sơ")
    paper.paragraph("Hồ sơ của quý Công ty đã đầy đủ, hợp lệ; kết quả được trả trong vòng mười ngày làm việc.")
    drawing = paper.finish()
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    read = pytesseract.image_to_string(drawing.pixels, lang="vie", config="--dpi 200")
    written = " ".join(drawing.lines).split()
    assert len(set(written) - set(unicodedata.normalize("NFC", read).split())) <= 1
