"""The one thing that a clerk does next for a dossier. Pure: facts in, a sentence out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from archive.models import DossierState
from archive.quality import ILLEGIBLE
from archive.quality.flags import NEAR_DUPLICATE, ODD_SIZE
from config.clock import VIETNAM
from config.messages import _, n_
from ocr.quality.gate import BLURRED, CUT_OFF, FOLDED_CORNER, LOW_CONFIDENCE, LOW_DPI, TOO_DARK, TOO_LIGHT

TO_SCAN_AGAIN = ILLEGIBLE | {FOLDED_CORNER}
"""Flags of a page of which a new scan may be better."""


class Tone(StrEnum):
    """How it stands: shown as a colour, and always as words too."""

    DONE = "done"
    WAIT = "wait"
    """Nothing to be done by this person now."""
    DO = "do"
    """In the ordinary course of work."""
    BAD = "bad"
    """Something went wrong with the scan: best mended while the paper lies there."""


@dataclass(frozen=True, slots=True)
class DoubtfulPaper:
    """A paper of which somebody must say something; ``reason`` as `archive.completeness.Trouble` has it."""

    title: str
    page: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a dossier, as far as it tells what to do."""

    state: DossierState
    case: str | None = None
    suggestion: str | None = None
    """The likeliest case of one that is unlinked."""
    unread: tuple[int, ...] = ()
    """Numbers of pages that could not be read."""
    withheld: tuple[int, ...] = ()
    flags: tuple[tuple[int, str], ...] = ()
    """Page number and flag, of pages that are shown and that nobody has accepted."""
    rescan: bool = False
    """A sheet came after it that may be the new scan of a bad page."""
    sheets: tuple[int, int, Literal["short", "long"]] | None = None
    """Sheets that were announced, pages that came, and what that is; None where it is right or nobody said."""
    passes_match: bool = True
    missing: tuple[str, ...] = ()
    doubtful: tuple[DoubtfulPaper, ...] = ()
    conditions: tuple[str, ...] = ()
    """Titles of papers of which nobody has said whether they are needed."""
    papers_known: bool = False
    """Whether it is known what its case needs."""
    closed: bool = False
    """Whether its case is."""
    working: bool = False
    """Whether its file is being made anew."""
    archivable: bool = True
    """Whether its newest file is valid PDF/A."""
    closes_at: datetime | None = None
    """When its case is closed by itself, if nothing more comes; None: a person closes it."""

    @property
    def bad_pages(self) -> tuple[int, ...]:
        """Numbers of the pages that are to be scanned again, the unread ones first."""
        return tuple(dict.fromkeys((*self.unread, *(page for page, flag in self.flags if flag in TO_SCAN_AGAIN))))


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do, in one line; ``page``: the page that is meant."""

    tone: Tone
    sentence: str
    page: int | None = None


def next_step(facts: Facts) -> NextStep:
    """The first thing that is to be done: the scan while the paper lies there, then the case, then its papers."""
    return next(_steps(facts))


def _steps(facts: Facts) -> Iterator[NextStep]:
    yield from _standing_still(facts)
    yield from _about_the_scan(facts)
    yield from _about_the_case(facts)
    yield from _about_papers(facts)
    if facts.working:
        yield NextStep(Tone.WAIT, _("Nothing to do: the PDF is being made."))
    if not facts.archivable:
        yield NextStep(Tone.BAD, _("The PDF is no PDF/A: tell the administrator."))
    if facts.state is DossierState.AWAITING_CASE:
        yield NextStep(Tone.WAIT, _("Wait for the record of case {case}.").format(case=facts.case))
    if not facts.papers_known:
        yield NextStep(Tone.DO, _("Which papers are needed is not known: look through it, and close it with a reason."))
    if facts.closes_at:
        at = facts.closes_at.astimezone(VIETNAM).strftime("%H:%M")
        yield NextStep(Tone.WAIT, _("Everything is there: the case is closed by itself at {time}.").format(time=at))
    yield NextStep(Tone.DO, _("Everything is there: close the case."))


def _standing_still(facts: Facts) -> Iterator[NextStep]:
    if facts.state is DossierState.COMPLETE:
        yield NextStep(Tone.DONE, _("Complete."))
    elif facts.state is DossierState.SIGNED:
        yield NextStep(Tone.DONE, _("Signed."))
    elif facts.state is DossierState.WITHDRAWN:
        yield NextStep(Tone.DONE, _("Withdrawn: its pages stand in another dossier."))
    elif facts.state is DossierState.OPEN:
        yield NextStep(Tone.WAIT, _("Still being scanned."))
    elif facts.closed:
        yield NextStep(Tone.DO, _("It came after its case was closed: look at it, and close the case again."))


def _about_the_scan(facts: Facts) -> Iterator[NextStep]:
    if facts.rescan and (bad := facts.bad_pages):
        sentence = _("Page {page}: its new scan has come: look at it, and put it in.").format(page=bad[0])
        yield NextStep(Tone.DO, sentence, bad[0])
    for page in facts.unread:
        yield NextStep(Tone.BAD, _("Page {page} could not be read: scan it again.").format(page=page), page)
    if facts.sheets:
        announced, pages, how = facts.sheets
        short = _("{sheets} sheets were announced, {pages} pages came: scan what is missing.")
        long = _("{sheets} sheets were announced, {pages} pages came: count again, or split off what is too much.")
        sentence = (short if how == "short" else long).format(sheets=announced, pages=pages)
        yield NextStep(Tone.BAD, sentence)
    if not facts.passes_match:
        yield NextStep(Tone.BAD, _("Fronts and backs are not as many: scan both sides again."))
    for illegible in (True, False):
        for page, flag in facts.flags:
            remedy = flag_remedy(flag, page)
            if remedy and (flag in ILLEGIBLE) is illegible:
                yield NextStep(Tone.BAD, remedy, page)


def _about_the_case(facts: Facts) -> Iterator[NextStep]:
    if facts.state is DossierState.UNLINKED:
        if facts.suggestion:
            sentence = _("Link it to its case, probably {case}.").format(case=facts.suggestion)
        else:
            sentence = _("Link it to its case.")
        yield NextStep(Tone.DO, sentence)


def _about_papers(facts: Facts) -> Iterator[NextStep]:
    for page in facts.withheld:
        sentence = _("Page {page} bears a secrecy mark: let whoever may release it look.").format(page=page)
        yield NextStep(Tone.WAIT, sentence)
    for paper in facts.doubtful:
        if paper.reason == "type_unsure":
            sentence = _("Page {page}: confirm that this is “{title}”.").format(page=paper.page, title=paper.title)
        else:
            sentence = _("“{title}” is doubtful: look at it, and accept it or scan it again.").format(title=paper.title)
        yield NextStep(Tone.DO, sentence, paper.page)
    if facts.missing:
        others = len(facts.missing) - 1
        more = n_(" ({count} more)", " ({count} more)", others).format(count=others) if others else ""
        sentence = _("“{title}” is missing{more}: scan it, or say why not.")
        yield NextStep(Tone.DO, sentence.format(title=facts.missing[0], more=more))
    for title in facts.conditions:
        yield NextStep(Tone.DO, _("Say whether “{title}” is needed.").format(title=title))


def flag_remedy(flag: str, page: int) -> str | None:
    """What to do about a flag, in half a line; None for flags about which nothing is to be done."""
    sentences = {
        LOW_DPI: _("Page {page} is too coarse: scan it again at 300 dpi."),
        BLURRED: _("Page {page} is blurred: scan it again."),
        TOO_DARK: _("Page {page} is too dark: scan it again, lighter."),
        TOO_LIGHT: _("Page {page} is too pale: scan it again, darker."),
        CUT_OFF: _("Page {page} is cut off: scan it again, straight."),
        LOW_CONFIDENCE: _("Page {page} is hard to read: look at it, and accept it or scan it again."),
        FOLDED_CORNER: _("Page {page} has a folded corner: smooth it out and scan it again."),
        NEAR_DUPLICATE: _("Page {page} was probably scanned twice: hide it."),
        ODD_SIZE: _("Page {page} is of another size than the rest: look at it."),
    }
    return sentences[flag].format(page=page) if flag in sentences else None
