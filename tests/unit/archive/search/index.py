"""An index in memory of a few pages, and questions to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import tantivy

from archive.search.finding import Finder, Finding
from archive.search.query.parse import parse
from archive.search.query.ranking import Ranking
from archive.search.question import Question
from archive.search.schema import IndexedPage, build_schema, document_of, register_tokenizers

DAY = date(2026, 8, 4)


class SmallIndex:
    """Pages by their numbers, each given as its text or as all that is indexed of it."""

    def __init__(self, pages: Mapping[int, str | IndexedPage]) -> None:
        index = tantivy.Index(build_schema())
        register_tokenizers(index)
        writer = index.writer(15_000_000, 1)
        for number, page in pages.items():
            given = IndexedPage(number, page, "default", DAY) if isinstance(page, str) else page
            writer.add_document(document_of(given))
        writer.commit()
        index.reload()
        self._schema, self._searcher, self._last = index.schema, index.searcher(), max(pages, default=0)

    def find(self, text: str, **asked: object) -> Finding:
        """What is found for a question."""
        question = Question(text, **asked)  # type: ignore[arg-type]
        return Finder(Ranking(parse(text), self._searcher, self._schema), question, self._last).find(
            question.offset + question.limit
        )

    def pages(self, text: str, **asked: object) -> list[int]:
        """The pages that are found, best first."""
        return [each.page for each in self.find(text, **asked).best]
