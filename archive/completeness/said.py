"""What a person says of a paper of a case: it need not be scanned, it is good, its condition is met or not."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from archive.cases import find_case
from archive.completeness.noted import note_papers
from archive.completeness.of_case import CasePapers, papers_of
from archive.completeness.verdict import PaperState, PaperVerdict, Verdict
from archive.ledger import Ledger, Recording
from archive.models import CaseRecord, PaperSaid, PaperWord
from archive.procedures import current_catalogue
from archive.seen import ANY, Seen, refuse_changed
from config.errors import UsageError
from config.procedures import NotDigitised
from ocr.text.fold import fold

CONDITION = (PaperWord.APPLIES, PaperWord.DOES_NOT_APPLY)
EXCUSE = (PaperWord.NOT_DIGITISED, PaperWord.ACCEPTED)
"""Words of which a new one takes the place of the one before."""


def say(
    ledger: Ledger,
    code: str,
    component: str,
    word: PaperWord,
    who: str,
    reason: NotDigitised | None = None,
    seen: Seen = ANY,
) -> None:
    """Write down what ``who`` says of the paper ``component`` (its id, or its title) of a case.

    ``reason`` goes with `PaperWord.NOT_DIGITISED`. Raises `CaseNotFound`, `DossierChanged` by what was ``seen``, and
    `UsageError` where the procedure does not name the paper, or the word does not fit it.
    """
    with ledger.write() as work:
        refuse_changed(work, seen)
        record = find_case(work, code)
        paper = _paper_of(_verdict(work, record), record, component)
        _refuse_what_does_not_fit(paper, word)
        _take_back(work, record, paper, CONDITION if word in CONDITION else EXCUSE, who)
        good = [id_ for found in paper.found for id_ in found.pages.values()] if word is PaperWord.ACCEPTED else []
        record.said.append(
            PaperSaid(component=paper.component.id, word=word, reason=reason, pages=good, said_by=who, said_at=work.now)
        )
        _note(work, record, paper, word.value, who, reason=reason.value if reason else None)


def take_back(ledger: Ledger, code: str, component: str, who: str, seen: Seen = ANY) -> None:
    """Nothing that was said of the paper holds any more. Raises `CaseNotFound`, and `UsageError` where nothing does."""
    with ledger.write() as work:
        refuse_changed(work, seen)
        record = find_case(work, code)
        paper = _paper_of(_verdict(work, record), record, component)
        if not _take_back(work, record, paper, (*CONDITION, *EXCUSE), who):
            raise UsageError(
                vi=f"Chưa ai ghi gì về “{paper.component.id}” của hồ sơ {record.code}.",
                en=f"Nothing was said of “{paper.component.id}” of case {record.code}.",
            )
        _note(work, record, paper, "taken_back", who)


def named(papers: Iterable[PaperVerdict]) -> str:
    """Their titles, for a sentence."""
    return "; ".join(paper.component.title for paper in papers)


def refuse_unknown(record: CaseRecord) -> UsageError:
    """The error of a case of which nothing can be said."""
    return UsageError(
        vi=f"Không rõ hồ sơ {record.code} cần giấy tờ gì: danh mục không có thủ tục “{record.procedure}”; "
        "xem: sohoa procedures.",
        en=f"Which papers case {record.code} needs is not known: the catalogue has no procedure “{record.procedure}”; "
        "see: sohoa procedures.",
    )


def case_papers(work: Recording, record: CaseRecord) -> CasePapers:
    """How the papers of the case stand now."""
    return papers_of(work, record, current_catalogue(work.home.procedures), work.quality)


def _verdict(work: Recording, record: CaseRecord) -> Verdict:
    verdict = case_papers(work, record).verdict
    if verdict is None:
        raise refuse_unknown(record)
    return verdict


def _paper_of(verdict: Verdict, record: CaseRecord, component: str) -> PaperVerdict:
    wanted = fold(component).strip()
    for paper in verdict.papers:
        if wanted == fold(paper.component.id) or wanted in map(fold, paper.component.titles):
            return paper
    ids = ", ".join(paper.component.id for paper in verdict.papers)
    raise UsageError(
        vi=f"Thủ tục của hồ sơ {record.code} không có giấy tờ “{component}”; có: {ids}.",
        en=f"The procedure of case {record.code} names no paper “{component}”; it names: {ids}.",
    )


def _refuse_what_does_not_fit(paper: PaperVerdict, word: PaperWord) -> None:
    id_ = paper.component.id
    if word in CONDITION and paper.component.condition is None:
        raise UsageError(vi=f"“{id_}” không phụ thuộc điều kiện nào.", en=f"“{id_}” depends on no condition.")
    if word is PaperWord.ACCEPTED and paper.state is not PaperState.DOUBTFUL:
        raise UsageError(
            vi=f"“{id_}” không phải giấy tờ còn nghi ngờ, không có gì để chấp nhận; xem: sohoa cases show.",
            en=f"“{id_}” is not doubtful, so there is nothing to accept; see: sohoa cases show.",
        )
    if word is PaperWord.NOT_DIGITISED and paper.state is PaperState.FOUND:
        raise UsageError(
            vi=f"“{id_}” đã được quét, không cần lý do không số hóa.",
            en=f"“{id_}” was scanned, so no reason is needed for not scanning it.",
        )


def _take_back(work: Recording, record: CaseRecord, paper: PaperVerdict, words: Collection[PaperWord], who: str) -> int:
    """How many words ceased to hold."""
    held = [
        row
        for row in record.said
        if row.taken_back_at is None and row.component == paper.component.id and row.word in words
    ]
    for row in held:
        row.taken_back_at, row.taken_back_by = work.now, who
    return len(held)


def _note(work: Recording, record: CaseRecord, paper: PaperVerdict, word: str, who: str, **more: str | None) -> None:
    work.record("case.paper", f"case:{record.code}", component=paper.component.id, word=word, by=who, **more)
    work.flush()
    note_papers(work, [record.code])
