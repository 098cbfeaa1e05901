"""What is shown of a page that was found."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from archive.search.places import Wanted
from archive.search.snippet import MOST_BOXES, WORDS, Shown, show


def wanted(*runs: str, terms: str = "", beginnings: tuple[str, ...] = ()) -> Wanted:
    placed = tuple(tuple(enumerate(run.split())) for run in runs)
    return Wanted(placed, frozenset(terms.split()), beginnings)


def shown(text: str, what: Wanted) -> Shown:
    return show(text.strip(), lambda place: (0.0, place / 1000, 0.01, 0.01), what)


def marked(found: Shown) -> list[str]:
    return [found.snippet[start:end] for start, end in found.marks]


def test_letters_are_those_of_the_page() -> None:
    found = shown("CỘNG HÒA xã hội", wanted("hoa xa", terms="hoa xa"))
    assert found.snippet == "CỘNG HÒA xã hội"
    assert marked(found) == ["HÒA", "xã"]
    assert found.spellings == {"hoa": "HÒA", "xa": "xã"}


def test_only_the_letters_of_the_word_are_marked() -> None:
    assert marked(shown("(Quyết định), số: 123/QĐ-UBND.", wanted("qd ubnd", terms="dinh"))) == ["QĐ", "UBND"]
    assert marked(shown("(Quyết định), số", wanted(terms="dinh so"))) == ["định", "số"]


def test_words_side_by_side_are_shown_instead_of_all() -> None:
    found = shown("của dân, do dân, vì nhân dân của", wanted("nhan dan", terms="nhan dan"))
    assert marked(found) == ["nhân", "dân"]
    assert found.boxes == ((0.0, 0.005, 0.01, 0.01), (0.0, 0.006, 0.01, 0.01))


def test_without_such_a_place_all_words_are_shown() -> None:
    assert marked(shown("dân của nhân", wanted("nhan dan", terms="nhan dan"))) == ["dân", "nhân"]


def test_side_by_side_goes_over_the_end_of_a_line() -> None:
    assert marked(shown("giấy khai\nsinh", wanted("khai sinh", terms="khai sinh"))) == ["khai", "sinh"]


def test_beginnings_of_words_and_codes() -> None:
    assert marked(shown("nghĩa vụ", wanted(beginnings=("ngh",)))) == ["nghĩa"]
    assert marked(shown("Mã: H26.12-260804-0583.", wanted(beginnings=("h26.12-26",)))) == [
        "H26",
        "12",
        "260804",
        "0583",
    ]
    assert marked(shown("Mã: H26.12-260804-0583.", wanted(beginnings=("0583",)))) == ["0583"]


def test_the_densest_piece_is_shown() -> None:
    text = " ".join(["rượu", *["và"] * 200, "giấy", "phép", "rượu", *["và"] * 200])
    found = shown(text, wanted(terms="giay phep ruou"))
    assert marked(found) == ["giấy", "phép", "rượu"]
    assert len(found.snippet.split()) == WORDS
    assert len(found.boxes) == 4


def test_boxes_are_not_endless() -> None:
    assert len(shown("dân " * 300, wanted(terms="dan")).boxes) == MOST_BOXES


def test_identity_numbers_are_masked_and_marks_stay_right() -> None:
    for number in ("079203001234", "079 203 001 234", "0792 0300 1234", "CCCD:079203001234", "079203 001234"):
        found = shown(f"Ông An số {number} cấp ngày", wanted(terms="cap ngay"))
        assert "234" not in found.snippet
        assert marked(found) == ["cấp", "ngày"]


def test_a_number_cut_by_the_piece_is_masked_as_well() -> None:
    text = " ".join(["rượu", *["và"] * 24, "079", "203", "001", "234", *["và"] * 20])
    for before in range(8):
        snippet = shown("x " * before + text, wanted(terms="ruou")).snippet
        assert not any(ch.isdigit() for ch in snippet)


def test_codes_are_not_taken_for_identity_numbers() -> None:
    text = "Mã H26.12-260804-0583 ngày 04 08 2026 điện thoại 0912 345 678"
    assert shown(text, wanted(terms="ma")).snippet == text


def test_an_empty_page() -> None:
    assert shown("", wanted(terms="x")) == Shown("", (), (), {})


@given(st.lists(st.text(st.characters(exclude_categories=["Zs", "Zl", "Zp", "Cc", "Cs"]), min_size=1), max_size=60))
def test_marks_lie_within_the_snippet(words: list[str]) -> None:
    texts = [unicodedata.normalize("NFC", word) for word in words if not any(map(str.isspace, word))]
    found = show(" ".join(texts), lambda _: (0.0, 0.0, 0.0, 0.0), Wanted((), frozenset("abc"), ("a", "1")))
    assert all(0 <= start < end <= len(found.snippet) for start, end in found.marks)
