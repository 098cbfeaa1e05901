"""Writing a generation: what is replaced leaves no ghost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from archive.search.files import Mark, open_index
from archive.search.schema import IndexedPage
from archive.search.writer import GenerationWriter, make_empty


def test_a_page_that_is_written_again_is_there_once_and_one_that_is_removed_not_at_all(tmp_path: Path) -> None:
    make_empty(tmp_path, Mark(0))
    for position in range(1, 4):
        with GenerationWriter(tmp_path, 15) as writer:
            writer.remove([1, 2])
            writer.add([IndexedPage(page, f"giấy phép {position}", "quay-1", date(2026, 8, 4)) for page in (1, 2)])
            writer.commit(Mark(position))
    with GenerationWriter(tmp_path, 15) as writer:
        assert (writer.pages, writer.mark) == (2, Mark(3))
        writer.remove([1])
        writer.commit(Mark(4))
    assert open_index(tmp_path).searcher().num_docs == 1 + 1, "one page, and the mark"
