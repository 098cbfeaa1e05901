"""Dossier files as their readers see them: text, pictures, validators, bytes."""

import hashlib
import io
import os
import struct
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import get_args

import cv2
import numpy as np
import pikepdf
import pypdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from archive.bundle import PageSource, extract_text, write_dossier
from archive.bundle.extract import expected_words
from archive.bundle.write import srgb
from benchmarks.photographed import photograph
from config.errors import CorruptFile, DamagedObject, MissingFont
from config.settings import ImageProfile
from ocr.image.photo import find_sheet, sheet_info
from ocr.page import Affine, Box, Line, Word
from tests.unit.archive.bundle.drawn import (
    FONT,
    SENTENCE,
    Turn,
    dossier,
    group4,
    jpeg,
    lines,
    page,
    reading,
    scan,
)
from tests.unit.archive.bundle.raster.scanned import noisy, paper, red_pixels, stored
from tests.verapdf.runner import verdicts

FAX = (204.0, 98.0)
LATIN = [chr(code) for code in (*range(0x21, 0x7F), *range(0xC0, 0x180), *range(0x1EA0, 0x1EFA)) if chr(code).isalnum()]
SMALLER: list[ImageProfile] = ["standard", "compact"]
HOSTILE = {
    "syntax": ["\\(", ")(", "<>", "(a\\)", "%", "/F0", "[]", "]TJ", "<00>", "\\777", "{0}"],
    "emoji": ["a", "😀", "👩‍👩‍👧", "c🇻🇳d", "❤️"],
    "other scripts": ["ภาษา", "น้ำ", "中文", "한국어", "Ω", "①", "№"],
    "combining marks": ["x̣́", "ê̄", "\u0301", "g̃"],
    "format characters": ["a\u200bb", "a\xadb", "\u2060", "x\u200dy"],
    "hyphens": ["giấy-", "-", "phép‐", "x–", "y—"],
    "ligatures": ["ﬁ", "oﬃce"],
    "long": ["W" * 200, "." * 200, "i"],
}


def poppler_words(path: Path) -> list[list[str]]:
    printed = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True).stdout
    return [unicodedata.normalize("NFC", text).split() for text in printed.decode().split("\f")[:-1]]


def pypdf_words(path: Path) -> list[list[str]]:
    return [unicodedata.normalize("NFC", found.extract_text()).split() for found in pypdf.PdfReader(path).pages]


def cmyk_profile() -> bytes:
    """A printer profile with one table: lightness falls with ink, and nothing has a hue."""
    nodes = [max(0, 255 - 85 * (c + m + y) - 255 * k) for c in (0, 1) for m in (0, 1) for y in (0, 1) for k in (0, 1)]
    ramp = bytes(range(256))
    identity = b"".join(struct.pack(">i", 65536 * (i % 4 == 0)) for i in range(9))
    table = b"mft1\0\0\0\0\4\3\2\0" + identity + ramp * 4 + b"".join(bytes((v, 128, 128)) for v in nodes) + ramp * 3
    white = b"XYZ \0\0\0\0" + struct.pack(">3i", 63190, 65536, 54061)
    at = 128 + 4 + 2 * 12
    tags = struct.pack(">I4sII4sII", 2, b"A2B0", at, len(table), b"wtpt", at + len(table), len(white))
    head = struct.pack(
        ">I4sI4s4s4s12x4s28x3i", 0, b"none", 0x02400000, b"prtr", b"CMYK", b"Lab ", b"acsp", 63190, 65536, 54061
    )
    body = head.ljust(128, b"\0") + tags + table + white
    return len(body).to_bytes(4, "big") + body[4:]


KINDS: dict[str, PageSource] = {
    "colour jpeg": page(),
    "grey jpeg": page(scan(mode="L")),
    "progressive jpeg": page(data=jpeg(scan(), progressive=True)),
    "jpeg with a profile": page(data=jpeg(scan(), icc_profile=srgb())),
    "grey jpeg with a colour profile": page(scan(mode="L"), jpeg(scan(mode="L"), icc_profile=srgb())),
    "jpeg in rgb": page(data=jpeg(scan(), keep_rgb=True)),
    "cmyk jpeg": page(scan(mode="CMYK")),
    "cmyk jpeg with a profile": page(scan(mode="CMYK"), jpeg(scan(mode="CMYK"), icc_profile=cmyk_profile())),
    "fax, black is zero": page(scan(mode="1"), group4(scan(mode="1")), fmt="tiff"),
    "fax, white is zero": page(scan(mode="1"), group4(scan(mode="1"), photometric=0), fmt="tiff"),
    "fax, bits reversed": page(scan(mode="1"), group4(scan(mode="1"), fill_order=2), fmt="tiff"),
    "fax, fine by coarse": page(scan(864, 572, "1"), fmt="tiff", dpi=FAX),
    "one-bit png": page(scan(mode="1"), fmt="png"),
    "grey png": page(scan(mode="L"), fmt="png"),
    "colour png": page(fmt="png"),
    "turned and skewed": page(turn=90, skew=-2.3),
    "blank": page(words=[]),
}


def scanned(turn: Turn = 0, skew: float = 0.0, dpi: int = 200) -> PageSource:
    """A noisy scan of print with a seal over it: more than one layer in the compact file."""
    info, data = stored(noisy(paper()), dpi)
    read = reading(info, SENTENCE, turn=turn, skew=skew)
    return PageSource(info, lambda: data, lambda: read, "1")


def decoded(source: PageSource) -> np.ndarray:
    with Image.open(io.BytesIO(source.load())) as image:
        return np.asarray(image.convert("RGB"))


def drawn_by_pdfium(path: Path, number: int, dpi: float) -> np.ndarray:
    with pypdfium2.PdfDocument(path) as pdf:
        return np.asarray(pdf[number].render(scale=dpi / 72).to_pil().convert("RGB"))


def drawn_by_poppler(path: Path, number: int, dpi: float) -> np.ndarray:
    only = ["-f", str(number + 1), "-singlefile"]
    command = ["pdftoppm", "-cropbox", "-r", str(dpi), *only, str(path)]
    printed = subprocess.run(command, capture_output=True, check=True).stdout
    return np.asarray(Image.open(io.BytesIO(printed)).convert("RGB"))


@pytest.fixture(scope="module")
def every_kind(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kinds") / "kinds.pdf"
    verdict = write_dossier(dossier(*KINDS.values(), title="Hồ sơ <a> & 'b'\n\"c\""), path, FONT)
    assert (verdict.valid, verdict.problems) == (True, ())
    assert verdict.notes == ("page 7: CMYK without a profile: converted to RGB, lossless",)
    return path


# --- pictures -------------------------------------------------------------------------------------------------------


# PDFium puts a turned image up to two pixels beside its place; a wrong turn or a negative differs by 30 to 200.
@pytest.mark.parametrize(("draw", "limit"), [(drawn_by_poppler, 4), (drawn_by_pdfium, 8)])
@pytest.mark.parametrize("number", range(len(KINDS)), ids=list(KINDS))
def test_every_kind_of_image_looks_like_itself(
    every_kind: Path, number: int, draw: Callable[[Path, int, float], np.ndarray], limit: float
) -> None:
    source = list(KINDS.values())[number]
    read = source.read()
    found = draw(every_kind, number, read.dpi)
    height, width = found.shape[:2]
    assert (width, height) == pytest.approx((read.width, read.height), abs=1)
    # Warping samples pixel centres, the map speaks of pixel edges: half a pixel before, half a pixel after.
    centres = Affine(c=0.5, f=0.5).then(read.to_page).then(Affine(c=-0.5, f=-0.5))
    matrix = np.array([[centres.a, centres.b, centres.c], [centres.d, centres.e, centres.f]])
    wanted = cv2.warpAffine(decoded(source), matrix, (width, height), borderValue=(255, 255, 255))
    blurred = [cv2.GaussianBlur(image, (0, 0), 3).astype(float) for image in (found, wanted)]
    assert np.abs(blurred[0] - blurred[1]).mean() < limit


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("skew", [0.0, 1.7, -4.0])
def test_image_and_text_agree_in_place(tmp_path: Path, turn: Turn, skew: float) -> None:
    """Marks on the source are found, after turning and straightening, exactly where the words over them say."""
    width, height, dpi = 900, 1200, (150.0, 100.0)
    image = Image.new("L", (width, height), 255)
    marks = [(0.2, 0.2), (0.75, 0.3), (0.4, 0.8)]
    for u, v in marks:
        ImageDraw.Draw(image).rectangle((u * width - 9, v * height - 6, u * width + 9, v * height + 6), fill=0)
    read = page(image, words=[], dpi=dpi, turn=turn, skew=skew).read()
    at = [read.to_page.apply(u * width + 0.5, v * height + 0.5) for u, v in marks]
    at = [(x / read.width, y / read.height) for x, y in at]
    over = [(Line((Word("dấu", Box.from_corners(x - 0.02, y - 0.01, x + 0.02, y + 0.01), 1.0),))) for x, y in at]
    path = tmp_path / "d.pdf"
    write_dossier(dossier(page(image, dpi=dpi, turn=turn, skew=skew, words=tuple(over))), path, FONT)

    subprocess.run(["pdftoppm", "-cropbox", "-r", "150", "-gray", "-singlefile", str(path), str(path)], check=True)
    drawn = np.asarray(Image.open(f"{path}.pgm"))
    _, _, _, centres = cv2.connectedComponentsWithStats((drawn < 100).astype(np.uint8))
    with pypdfium2.PdfDocument(path) as pdf:
        left, bottom, right, top = pdf[0].get_cropbox()
        text = pdf[0].get_textpage()
        rectangles = [text.get_rect(n) for n in range(text.count_rects())]
        text.close()
    for (x, y), word in zip(at, rectangles, strict=True):
        nearest = min(np.hypot(cx / drawn.shape[1] - x, cy / drawn.shape[0] - y) for cx, cy in centres[1:])
        assert nearest < 0.002, "the image is elsewhere"
        assert (word[0] + word[2]) / 2 == pytest.approx(left + x * (right - left), abs=4), "the text is elsewhere"
        assert word[1] - 3 < top - y * (top - bottom) < word[3] + 3, "the text is above or below"


@pytest.mark.parametrize("profile", get_args(ImageProfile))
def test_a_photographed_sheet_lies_flat_in_the_file_and_its_words_on_it(tmp_path: Path, profile: ImageProfile) -> None:
    blank = np.full((1754, 1240, 3), 255, np.uint8)
    marks = [(0.2, 0.2), (0.75, 0.3), (0.4, 0.8)]
    for u, v in marks:
        cv2.circle(blank, (round(u * 1240), round(v * 1754)), 9, (20, 20, 20), -1)
    taken = photograph(blank, np.random.default_rng(5), tilt=22.0, long_side=1800)
    info, data = stored(taken.pixels, 150, stated=False)
    sheet = find_sheet(taken.pixels, info)
    assert sheet is not None
    boxes = [Box.from_corners(u - 0.02, v - 0.01, u + 0.02, v + 0.01) for u, v in marks]
    words = tuple(Line((Word("dấu", box, 1.0),)) for box in boxes)
    read = replace(reading(sheet_info(info, sheet), words), sheet=sheet)
    path = tmp_path / "d.pdf"
    verdict = write_dossier(dossier(PageSource(info, lambda: data, lambda: read, "1"), profile=profile), path, FONT)
    assert (verdict.valid, verdict.problems) == (True, ())

    drawn = cv2.cvtColor(drawn_by_poppler(path, 0, 150), cv2.COLOR_RGB2GRAY)
    assert drawn.shape == pytest.approx((1754, 1240), abs=3)
    around = cv2.GaussianBlur(drawn, (0, 0), 25).astype(int)
    _, _, _, centres = cv2.connectedComponentsWithStats((drawn < around - 40).astype(np.uint8))
    for u, v in marks:
        away = np.hypot(centres[1:, 0] / drawn.shape[1] - u, centres[1:, 1] / drawn.shape[0] - v)
        assert away.min() < 0.004


def test_the_scanners_jpeg_is_in_the_file_byte_for_byte(every_kind: Path, tmp_path: Path) -> None:
    wanted = [s.load() for name, s in KINDS.items() if "jpeg" in name and name != "cmyk jpeg"]
    subprocess.run(["pdfimages", "-all", "-l", "6", str(every_kind), str(tmp_path / "i")], check=True)
    assert [file.read_bytes() for file in sorted(tmp_path.glob("*.jpg"))] == wanted[:6]
    with pikepdf.open(every_kind) as pdf:
        kept = [pdf.pages[list(KINDS).index(name)].Resources.XObject.Im0 for name in KINDS if "jpeg" in name]
        raw = [image.read_raw_bytes() for image in kept if image.Filter == "/DCTDecode"]
    assert raw == wanted


def test_the_page_shows_the_paper_and_keeps_what_lies_beyond(every_kind: Path) -> None:
    with pikepdf.open(every_kind) as pdf:
        turned = pdf.pages[list(KINDS).index("turned and skewed")]
        crop = [float(edge) for edge in turned.cropbox]
        assert (crop[2] - crop[0], crop[3] - crop[1]) == pytest.approx((585 * 72 / 50, 414 * 72 / 50), abs=0.02)
        assert float(turned.mediabox[2]) > crop[2] - crop[0] + 10
        for other in pdf.pages[:6]:
            assert list(other.mediabox) == list(other.cropbox)


# --- text -----------------------------------------------------------------------------------------------------------


def test_poppler_pdfium_and_pypdf_read_every_word_in_order(every_kind: Path) -> None:
    wanted = [expected_words(source.read()) for source in KINDS.values()]
    assert poppler_words(every_kind) == wanted
    assert pypdf_words(every_kind) == wanted
    assert [text.split() for text in extract_text(every_kind)] == wanted


def test_more_glyphs_than_one_block_of_meanings_holds(tmp_path: Path) -> None:
    path = tmp_path / "d.pdf"
    words = ["".join(LATIN[i : i + 4]) for i in range(0, len(LATIN), 4)]
    assert len(set(LATIN)) > 300
    assert write_dossier(dossier(page(words=words)), path, FONT).problems == ()
    assert poppler_words(path) == pypdf_words(path) == [words]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("per_line", [2, 6])
def test_any_word_comes_out_as_it_went_in(tmp_path: Path, name: str, per_line: int) -> None:
    path = tmp_path / "d.pdf"
    words = [unicodedata.normalize("NFC", word) for word in HOSTILE[name]]
    verdict = write_dossier(dossier(page(words=lines(words, per_line=per_line))), path, FONT)
    assert (verdict.valid, verdict.problems) == (True, ())
    assert poppler_words(path) == [words]


def test_right_to_left_letters_are_all_there(tmp_path: Path) -> None:
    verdict = write_dossier(dossier(page(words=["مرحبا", "abc", "שלום"])), tmp_path / "d.pdf", FONT)
    assert (verdict.valid, verdict.problems) == (True, ())


@pytest.mark.parametrize("x", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("size", [0.0, 0.3])
def test_boxes_on_top_of_each_other_do_not_mix_words_up(tmp_path: Path, x: float, size: float) -> None:
    path = tmp_path / "d.pdf"
    heap = [
        Line(tuple(Word(text, Box(x, y, min(size, 1 - x), 0.01), 0.2) for text in SENTENCE[:9])) for y in (0.2, 0.6)
    ]
    assert write_dossier(dossier(page(words=tuple(heap))), path, FONT).problems == ()
    assert poppler_words(path) == [SENTENCE[:9] * 2]


def test_a_control_character_is_told_and_does_not_spoil_the_file(tmp_path: Path) -> None:
    verdict = write_dossier(dossier(page(), page(words=["a\x00b"])), tmp_path / "d.pdf", FONT)
    assert verdict.valid
    assert verdict.problems == ("text differs on page 2",)


# --- judgement ------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_verapdf_agrees(every_kind: Path, tmp_path: Path) -> None:
    files = [every_kind]
    hostile = [page(words=[unicodedata.normalize("NFC", w) for w in words]) for words in HOSTILE.values()]
    for name, source in {
        **{profile: dossier(*KINDS.values(), scanned(), scanned(dpi=150), profile=profile) for profile in SMALLER},
        "hostile": dossier(*hostile, page(words=["مرحبا"]), page(words=LATIN[:400])),
        "blank": dossier(page(words=[]), case=None, converter=""),
        "title": dossier(page(), title="<&>\x00\n\t]]>", converter="Sở & <Công Thương>"),
    }.items():
        files.append(tmp_path / f"{name}.pdf")
        assert write_dossier(source, files[-1], FONT).valid
    assert verdicts(files) == dict.fromkeys(files, "PASS")


@pytest.mark.parametrize("profile", SMALLER)
def test_smaller_images_make_a_valid_file(tmp_path: Path, profile: ImageProfile) -> None:
    path = tmp_path / "d.pdf"
    verdict = write_dossier(dossier(*KINDS.values(), scanned(), profile=profile), path, FONT)
    assert (verdict.valid, verdict.problems) == (True, ())
    assert [image.stored for image in verdict.images] == [len(s.load()) for s in (*KINDS.values(), scanned())]
    assert verdict.images[-1].written < verdict.images[-1].stored / 2
    assert poppler_words(path)[-1] == expected_words(scanned().read())


@pytest.mark.parametrize("dpi", [150, 200])
@pytest.mark.parametrize("draw", [drawn_by_pdfium, drawn_by_poppler])
@pytest.mark.parametrize("profile", SMALLER)
def test_smaller_images_show_the_same_page(
    tmp_path: Path, draw: Callable[[Path, int, float], np.ndarray], profile: ImageProfile, dpi: int
) -> None:
    """Print lies where it lay, dark as it was, and the seal keeps its red: background and stencil fit each other."""
    small, whole = tmp_path / "small.pdf", tmp_path / "whole.pdf"
    write_dossier(dossier(scanned(turn=90, skew=1.7, dpi=dpi), profile=profile), small, FONT)
    write_dossier(dossier(scanned(turn=90, skew=1.7, dpi=dpi)), whole, FONT)
    found, wanted = (draw(path, 0, dpi) for path in (small, whole))
    blurred = [cv2.GaussianBlur(image, (0, 0), 2).astype(float) for image in (found, wanted)]
    assert np.abs(blurred[0] - blurred[1]).mean() < 2.5
    assert np.percentile(np.abs(blurred[0] - blurred[1]), 99.9) < 50
    assert red_pixels(found) > 0.8 * red_pixels(wanted) > 1000


@pytest.mark.slow
def test_verapdf_sees_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "bad.pdf"
    Image.new("L", (100, 100)).save(path, "PDF")
    assert verdicts([path])[path].startswith("FAIL")


def test_a_file_that_does_not_pass_makes_no_claim(tmp_path: Path) -> None:
    """A scan so long and thin that PDF/A has no page for it."""
    path = tmp_path / "d.pdf"
    thin = page(Image.new("L", (2, 30000), 255), fmt="png", words=[])
    verdict = write_dossier(dossier(thin, page()), path, FONT)
    assert not verdict.valid
    assert verdict.problems
    assert b"pdfaid" not in path.read_bytes()
    assert poppler_words(path) == [[], SENTENCE]


# --- bytes ----------------------------------------------------------------------------------------------------------

_AGAIN = """
import sys
from pathlib import Path
from archive.bundle import write_dossier
from tests.integration.test_dossier_file import KINDS, scanned
from tests.unit.archive.bundle.drawn import FONT, dossier
profile = sys.argv[2]
write_dossier(dossier(*KINDS.values(), scanned(), profile=profile), Path(sys.argv[1]), FONT)
"""


@pytest.mark.parametrize("profile", get_args(ImageProfile))
def test_made_again_elsewhere_it_is_the_same_file(tmp_path: Path, profile: ImageProfile) -> None:
    hashes = set()
    for zone, seed in (("Asia/Ho_Chi_Minh", "1"), ("America/New_York", "2")):
        path = tmp_path / seed
        environment = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": "."}
        root = Path(__file__).parents[2]
        subprocess.run([sys.executable, "-c", _AGAIN, str(path), profile], env=environment, cwd=root, check=True)
        hashes.add(hashlib.sha256(path.read_bytes()).hexdigest())
    assert len(hashes) == 1


def test_what_fails_leaves_no_file_behind(tmp_path: Path) -> None:
    path = tmp_path / "d.pdf"

    def damaged() -> bytes:
        raise DamagedObject(sha256="0" * 64)

    good = page()
    for source, error in (
        (PageSource(good.info, damaged, good.read, "2"), DamagedObject),
        (PageSource(good.info, lambda: b"\xff\xd8 torn", good.read, "2"), CorruptFile),
    ):
        with pytest.raises(error):
            write_dossier(dossier(good, source), path, FONT)
        assert not path.exists()
    with pytest.raises(MissingFont):
        write_dossier(dossier(good), path, tmp_path / "none.ttf")
    assert not path.exists()


@pytest.mark.slow
def test_many_pages_need_the_memory_of_one(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (1000, 800, 3), dtype=np.uint8)
    data = jpeg(Image.fromarray(noise))
    code = f"""
import sys
from dataclasses import replace
from pathlib import Path
from archive.bundle import write_dossier
from tests.unit.archive.bundle.drawn import FONT, dossier, lines, page, reading
from PIL import Image
image, stored = Image.new("RGB", (800, 1000)), Path({str(tmp_path / "page.jpg")!r})
words = [f"{{number:03x}}" for number in range(500)]
one = page(image)
one = replace(one, load=stored.read_bytes, read=lambda: reading(one.info, lines(words, per_line=20, top=0.05)))
write_dossier(dossier(one), Path(sys.argv[1]), FONT)
def most():  # of kilobytes; what getrusage(2) says is that of the process which started this one, where it had more
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
before = most()
assert write_dossier(dossier(*[one] * 300), Path(sys.argv[1]), FONT).problems == ()
print(most() - before)
"""
    (tmp_path / "page.jpg").write_bytes(data)
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", code, str(tmp_path / "d.pdf")]
    done = subprocess.run(command, cwd=root, env=os.environ | {"PYTHONPATH": "."}, capture_output=True, check=True)
    grown = int(done.stdout) * 1024
    assert (tmp_path / "d.pdf").stat().st_size > 300 * len(data)
    assert grown < 45 * len(data)
