"""The text taken out again: what counts as the same, and what does not."""

from pathlib import Path

import pytest

from archive.bundle import extract_text, write_dossier
from archive.bundle.extract import same_text
from tests.unit.archive.bundle.drawn import FONT, SENTENCE, dossier, page


@pytest.mark.parametrize(
    ("words", "extracted"),
    [
        (["một", "hai"], "một\r\nhai"),
        (["một", "hai"], "hai một"),
        (["ﬁ", "oﬀ"], "fi off"),
        (["giấy-", "phép"], "giấy\ufffe\r\nphép"),
        (["שלום", "a"], "a םולש"),
        ([], ""),
    ],
)
def test_what_pdfium_does_to_every_file_is_no_difference(words: list[str], extracted: str) -> None:
    assert same_text(" ".join(words), extracted)


@pytest.mark.parametrize(
    ("words", "extracted"),
    [
        (["một", "hai"], "mộthai"),
        (["bản"], "bán"),
        (["một"], ""),
        ([], "một"),
        (["שלום"], "שלו"),
    ],
)
def test_everything_else_is(words: list[str], extracted: str) -> None:
    assert not same_text(" ".join(words), extracted)


def test_the_words_come_out_page_by_page(tmp_path: Path) -> None:
    path = tmp_path / "d.pdf"
    write_dossier(dossier(page(), page(words=[]), page(words=["cuối"])), path, FONT)
    assert [text.split() for text in extract_text(path)] == [SENTENCE, [], ["cuối"]]
