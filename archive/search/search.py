"""A question is answered: parsed, found in the index, looked up in the ledger, shown with its words marked."""

from __future__ import annotations

import json
import logging
import re
import unicodedata
import zlib
from collections.abc import Sequence
from time import perf_counter
from typing import Any

from archive.archive import Archive
from archive.search.finding import Finding, RankedPage, find_pages
from archive.search.hits import Place, places_of, still_answering
from archive.search.places import Wanted
from archive.search.query.parse import parse
from archive.search.query.ranking import Ranking
from archive.search.question import Answer, Hit, Question
from archive.search.reader import IndexReader
from archive.search.snippet import Shown, show
from archive.search.wanted import wanted_of
from archive.store import ObjectStore
from config.errors import IntegrityError
from ocr.text.fold import fold

log = logging.getLogger(__name__)

_WORD = re.compile(r"[^\W_]+")


def search(archive: Archive, reader: IndexReader, question: Question) -> Answer:
    """The pages that answer ``question``, best first.

    Raises `UsageError` for a question that asks for nothing, and `SearchNotReady`.
    """
    began = perf_counter()
    asked = parse(question.text)
    ranking = Ranking(asked, reader.schema, reader.searcher())
    found = find_pages(ranking, question)
    wanted = wanted_of(ranking, found.widened)
    hits, shown, dropped = _hits(archive, found, question, wanted)
    return Answer(
        query=question.text,
        total=found.total - dropped,
        took_ms=round((perf_counter() - began) * 1000, 2),
        did_you_mean=_did_you_mean(question.text, ranking, shown) if found.typed == 0 else None,
        hits=tuple(hits),
    )


def _hits(archive: Archive, found: Finding, question: Question, wanted: Wanted) -> tuple[list[Hit], list[Shown], int]:
    """The hits that are asked for, what is shown of them, and how many the ledger no longer shows."""
    asked_for = question.offset + question.limit
    with archive.ledger.read() as session:
        while True:
            readings = still_answering(session, [each.page for each in found.best], question)
            dropped = len(found.best) - len(readings)
            if len(readings) >= asked_for or len(found.best) >= found.total:
                break
            found = found.reaching(asked_for + 2 * dropped)
        answering = [each for each in found.best if each.page in readings][question.offset : asked_for]
        places = places_of(session, [each.page for each in answering])
    shown = [_shown(archive.objects, readings[each.page], wanted) for each in answering]
    return [_hit(each, places[each.page], of) for each, of in zip(answering, shown, strict=True)], shown, dropped


def _hit(ranked: RankedPage, place: Place, shown: Shown) -> Hit:
    return Hit(
        dossier=place.dossier,
        case=place.case,
        page=place.number,
        score=ranked.score,
        snippet=shown.snippet,
        marks=shown.marks,
        boxes=shown.boxes,
        batch=place.batch,
        file=place.file,
    )


def _shown(objects: ObjectStore, reading: str, wanted: Wanted) -> Shown:
    """What is shown of a page; of one whose reading is missing or damaged nothing, which `sohoa verify` tells of."""
    lines: list[Any] = []
    try:
        lines = json.loads(zlib.decompress(objects.read(reading)))["lines"]
    except IntegrityError as error:
        log.warning("a page was found that cannot be shown: %s", error.sentence("en"))
    return show(lines, wanted)


def _did_you_mean(text: str, ranking: Ranking, shown: Sequence[Shown]) -> str | None:
    """The question with the words that were probably meant, spelt as the best page spells them."""
    if not shown:
        return None
    spellings = shown[0].spellings

    def corrected(match: re.Match[str]) -> str:
        others = ranking.corrections.get(fold(match[0]), ())
        return next((spellings[each.term] for each in others if each.term in spellings), match[0])

    said = _WORD.sub(corrected, unicodedata.normalize("NFC", text))
    return said if said != unicodedata.normalize("NFC", text) else None
