"""Bookmarks and page labels."""

from pathlib import Path

import pikepdf

from archive.bundle import ComponentSource, write_dossier
from tests.unit.archive.bundle.drawn import FONT, dossier, page


def bookmarks(path: Path) -> list[tuple[str, int]]:
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        numbers = {page.objgen: n for n, page in enumerate(pdf.pages, 1)}
        return [(item.title, numbers[item.destination[0].objgen]) for item in outline.root]  # type: ignore[union-attr, index, misc]


def test_each_component_is_a_bookmark_to_its_first_page(tmp_path: Path) -> None:
    one, two, three = page(), page(words=[]), page()
    parts = [ComponentSource("Đơn <&> \n 1", [one, two]), ComponentSource("rỗng", []), ComponentSource("", [three])]
    path = tmp_path / "d.pdf"
    assert write_dossier(dossier(one, components=parts), path, FONT).valid
    assert bookmarks(path) == [("Đơn <&> 1", 1), ("", 3)]


def test_pages_carry_their_labels(tmp_path: Path) -> None:
    path = tmp_path / "d.pdf"
    write_dossier(dossier(page(), page(words=[])), path, FONT)
    with pikepdf.open(path) as pdf:
        assert [pdf.pages[n].label for n in range(2)] == ["1", "2"]
        assert pdf.Root.Lang == "vi-VN"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
