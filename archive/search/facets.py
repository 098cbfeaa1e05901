"""How the pages that a question finds divide: by desk, year, procedure and type of paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from archive.archive import Archive
from archive.search.finding import Finder
from archive.search.hits import last_page
from archive.search.pages import ShownPage, shown_pages
from archive.search.query.parse import parse
from archive.search.query.ranking import Ranking
from archive.search.question import Question
from archive.search.reader import IndexReader
from config.clock import VIETNAM

COUNTED = 500
"""Of so many of the best pages the facets are told: all of most results, and those that anybody looks at."""
SHOWN = 8
"""Values of each facet, the commonest first."""


@dataclass(frozen=True, slots=True)
class Facets:
    """Each facet's values with the number of pages that have them."""

    desk: tuple[tuple[str, int], ...]
    year: tuple[tuple[str, int], ...]
    procedure: tuple[tuple[str, int], ...]
    type: tuple[tuple[str, int], ...]
    whole: bool
    """Whether every page that was found is counted."""


def facets(archive: Archive, reader: IndexReader, question: Question) -> Facets:
    """The facets of the pages that answer ``question``. Raises as `archive.search.search.search` does."""
    ranking = Ranking(parse(question.text), reader.searcher(), reader.schema, reader.frequencies)
    with archive.ledger.read() as session:
        found = Finder(ranking, question, last_page(session)).find(COUNTED)
        pages = shown_pages(session, [each.page for each in found.best])
    return Facets(
        desk=_commonest(page.desk for page in pages),
        year=_commonest(_year(page) for page in pages),
        procedure=_commonest(page.procedure for page in pages),
        type=_commonest(page.type for page in pages),
        whole=len(found.best) >= found.total,
    )


def _year(page: ShownPage) -> str:
    return str((page.case_received_at or page.scanned_at).astimezone(VIETNAM).year)


def _commonest(values: Iterable[str | None]) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(value for value in values if value).most_common(SHOWN))
