"""A question is answered: parsed, found in the index, looked up in the ledger, shown with its words marked."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

from archive.archive import Archive
from archive.readings import placed_text_of
from archive.search.accents import accented_runs, to_be_looked_at, very_accents_first
from archive.search.finding import Finder, Finding, RankedPage
from archive.search.hits import Place, last_page, places_of, still_answering
from archive.search.places import Wanted
from archive.search.query.parse import parse
from archive.search.query.ranking import Ranking
from archive.search.question import FARTHEST, Answer, Hit, Question
from archive.search.reader import IndexReader
from archive.search.snippet import NOTHING, Shown, show
from archive.search.texts import KeptText, TextReader
from archive.search.wanted import wanted_of
from archive.search.words import WORD
from archive.store import ObjectStore
from config.errors import IntegrityError
from ocr.text.fold import fold

log = logging.getLogger(__name__)


def search(archive: Archive, reader: IndexReader, question: Question) -> Answer:
    """The pages that answer ``question``, best first.

    Raises `UsageError` for a question that asks for nothing, and `SearchNotReady`.
    """
    began = perf_counter()
    asked = parse(question.text)
    ranking = Ranking(asked, reader.searcher(), reader.schema, reader.frequencies)
    found, answering, dropped = _answering(archive, reader.texts, ranking, question)
    wanted = wanted_of(ranking, found.widened)
    shown = [_shown(archive.objects, each, wanted) for each in answering]
    return Answer(
        query=question.text,
        total=min(found.total - dropped, FARTHEST),
        took_ms=round((perf_counter() - began) * 1000, 2),
        did_you_mean=_did_you_mean(question.text, ranking, shown) if found.typed == 0 else None,
        hits=tuple(_hit(each, of) for each, of in zip(answering, shown, strict=True)),
    )


@dataclass(frozen=True, slots=True)
class _Answering:
    """A page that answers, and may be shown."""

    ranked: RankedPage
    place: Place
    reading: str
    kept: KeptText | None
    """None where only the reading tells."""


def _answering(
    archive: Archive, texts: TextReader, ranking: Ranking, question: Question
) -> tuple[Finding, list[_Answering], int]:
    """What was found, the pages that are asked for, and how many of those found the ledger no longer shows."""
    asked_for, count = question.offset + question.limit, question.offset + question.limit
    with archive.ledger.read() as session:
        finder = Finder(ranking, question, last_page(session))
        while True:
            found = finder.find(count)
            readings = still_answering(session, [each.page for each in found.best], question)
            dropped = len(found.best) - len(readings)
            if len(readings) >= asked_for or len(found.best) < count:
                break
            count = len(found.best) + 2 * dropped
        best = [each for each in found.best if each.page in readings]
        runs = accented_runs(ranking.asked)
        looked_at = {*to_be_looked_at(best, runs), *(each.page for each in best[question.offset : asked_for])}
        known = texts.find({page: readings[page] for page in looked_at})
        left = very_accents_first(best, runs, known)[question.offset : asked_for]
        places = places_of(session, [each.page for each in left])
    answering = [_Answering(each, places[each.page], readings[each.page], known.get(each.page)) for each in left]
    return found, answering, dropped


def _hit(answering: _Answering, shown: Shown) -> Hit:
    place = answering.place
    return Hit(
        dossier=place.dossier,
        case=place.case,
        page=place.number,
        score=answering.ranked.score,
        snippet=shown.snippet,
        marks=shown.marks,
        boxes=shown.boxes,
        batch=place.batch,
        file=place.file,
    )


def _shown(objects: ObjectStore, page: _Answering, wanted: Wanted) -> Shown:
    """What is shown of a page; of one whose reading is missing or damaged nothing, which `sohoa verify` tells of."""
    if page.kept:
        return show(page.kept.text, page.kept.boxes.__getitem__, wanted)
    try:
        text, boxes = placed_text_of(objects.read(page.reading))
    except IntegrityError as error:
        log.warning("a page was found that cannot be shown: %s", error.sentence("en"))
        return NOTHING
    return show(" ".join(text.split()), boxes.__getitem__, wanted)


def _did_you_mean(text: str, ranking: Ranking, shown: Sequence[Shown]) -> str | None:
    """The question with the words that were probably meant, spelt as the best page spells them."""
    if not shown:
        return None
    spellings = shown[0].spellings

    def corrected(match: re.Match[str]) -> str:
        others = ranking.corrections.get(fold(match[0]), ())
        spelt = next((spellings[each.term] for each in others if each.term in spellings), match[0])
        return spelt.lower() if match[0].islower() else spelt.title() if match[0].istitle() else spelt

    said = WORD.sub(corrected, unicodedata.normalize("NFC", text))
    return said if said != unicodedata.normalize("NFC", text) else None
