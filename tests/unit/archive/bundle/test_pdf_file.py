"""PDF syntax and the cross-reference table, read back by pikepdf."""

import io

import pikepdf
import pytest

from archive.bundle.pdf_file import Name, PdfFile, Ref, number, serialise


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.00001, "0"),
        (1.5, "1.5"),
        (100.0, "100"),
        (-72.12345, "-72.1235"),
        (1e-7, "0"),
        (1e9, "1000000000"),
    ],
)
def test_reals_have_neither_exponent_nor_idle_zeros(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize("text", ["plain", r"back\slash (open", ")", "Hồ sơ số 12", "😀 ngoài BMP", "", "a\tb"])
def test_text_strings_come_back(text: str) -> None:
    assert str(pikepdf.Object.parse(serialise(text))) == text


@pytest.mark.parametrize("name", ["Simple", "with space", "a/b#c", "ü()<>"])
def test_names_come_back(name: str) -> None:
    assert str(pikepdf.Object.parse(serialise(Name(name)))) == "/" + name


def test_values_nest() -> None:
    value = {"A": [1, 2.5, True, None, Name("N"), b"\x00\xff", "s"], "B": {"C": Ref(7)}}
    assert serialise(value) == b"<< /A [1 2.5 true null /N <00ff> (s)] /B << /C 7 0 R >> >>"


def _small(extra: str) -> bytes:
    out = io.BytesIO()
    pdf = PdfFile(out)
    tree = pdf.reserve()
    page = pdf.add({"Type": Name("Page"), "Parent": tree, "MediaBox": [0, 0, 10, 10], "Resources": {}})
    pdf.add({"Type": Name("Pages"), "Kids": [page], "Count": 1}, tree)
    stream = pdf.add_stream(b"x" * 100, {"Extra": extra}, compress=True)
    root = pdf.add({"Type": Name("Catalog"), "Pages": tree, "Own": stream})
    pdf.finish(root, pdf.add({"Title": extra}))
    return out.getvalue()


def test_a_written_file_opens_without_repair() -> None:
    with pikepdf.open(io.BytesIO(_small("hồ sơ"))) as pdf:
        assert pdf.get_warnings() == []
        assert pdf.check_pdf_syntax() == []
        assert pdf.Root.Own.read_bytes() == b"x" * 100
        assert str(pdf.docinfo.Title) == "hồ sơ"


def test_the_id_comes_from_the_content() -> None:
    def identity(data: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return bytes(pdf.trailer.ID[0])

    assert identity(_small("a")) == identity(_small("a"))
    assert identity(_small("a")) != identity(_small("b"))


def test_a_number_that_was_promised_must_be_written() -> None:
    pdf = PdfFile(io.BytesIO())
    pdf.reserve()
    ref = pdf.add({})
    with pytest.raises(ValueError, match="object 1 was reserved"):
        pdf.finish(ref, ref)


def test_no_number_is_written_twice() -> None:
    pdf = PdfFile(io.BytesIO())
    ref = pdf.add({})
    with pytest.raises(ValueError, match="written already"):
        pdf.add({}, ref)
