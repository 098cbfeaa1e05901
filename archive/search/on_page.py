"""Where the words of a question stand on one page, whether or not it was found by them."""

from __future__ import annotations

from archive.readings import PlacedText
from archive.search.query.parse import parse
from archive.search.query.ranking import Ranking
from archive.search.reader import IndexReader
from archive.search.snippet import Box, show
from archive.search.wanted import wanted_of


def boxes_on(reader: IndexReader, text: str, placed: PlacedText) -> tuple[Box, ...]:
    """x, y, w, h in fractions of the page of each word found; those of variants where nothing stands as it was typed.

    Raises `UsageError` for a question that asks for nothing, and `SearchNotReady`.
    """
    ranking = Ranking(parse(text), reader.searcher(), reader.schema, reader.frequencies)
    for widened in (False, True):
        if boxes := show(placed.text, placed.boxes.__getitem__, wanted_of(ranking, widened)).boxes:
            return boxes
    return ()
