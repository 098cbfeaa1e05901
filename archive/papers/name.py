"""What a paper is: one that the procedure asks for, a form of the desk, or another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from archive.papers.match import LIKE, Match, matches, own_heading
from archive.papers.titles import KnownTitle, KnownTitles, PaperKind, PaperRef, form_code, letters_of
from ocr.fields import FieldName, PageHead

OTHER = "other"
"""Type of a paper about which nothing is known but what it says itself."""
INTERNAL_FORM = "internal_form"
"""Type of the desk's own forms."""
UNTITLED = "Giấy tờ"
"""What a paper is called that has no title."""
SURE = 92.0
"""Likeness (0-100) from which a title is told for certain: one letter in twelve is another one."""
AHEAD = 4.0
"""How much more alike than any other paper it must be for that."""
BESIDE = 3.0
"""How much less alike a paper of the dossier's own procedure may be than one of another, and still be meant."""
FORM_AGREES = 60.0
"""Likeness from which a heading is a title where the code of the form is the paper's as well."""
_FIRMS = ("congty", "doanhnghiep", "hoptacxa", "hokinhdoanh", "chinhanh", "cuahang", "maso")
"""What may stand under a title without being of it, as letters: whose paper it is."""
LONGEST = 200
"""Letters of a title."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a paper was taken for, and why."""

    type: str
    """Id of a paper of the procedure or of an attachment, `OTHER` or `INTERNAL_FORM`."""
    title: str
    evidence: dict[str, Any]
    """``rule``, ``sure``, and where a title was known: ``paper``, ``heading`` as it was read, ``box``, ``likeness``."""


def name_paper(head: PageHead | None, known: KnownTitles, procedure: str | None) -> Named:
    """What the paper is that begins with this head, in a dossier of ``procedure`` (a national code; None: unknown)."""
    if head is None:
        return Named(OTHER, UNTITLED, {"rule": "untitled", "sure": False})
    found = matches(head, known)
    match = _chosen(found, procedure) or _by_form(head, known, procedure)
    if match is None:
        return _by_itself(head)
    ref = match.title.ref
    rival = next((m for m in found if m.title.ref.id != ref.id and m.title.letters != match.title.letters), None)
    alone = rival is None or match.weight > rival.weight + AHEAD
    evidence = {
        "rule": _rule(match),
        "sure": match.likeness >= SURE and match.whole and alone and _settled(match, head, procedure),
        "paper": str(ref),
        "heading": match.heading.text[:LONGEST],
        "box": match.heading.box.as_list(),
        "likeness": round(match.likeness, 1),
    }
    return Named(_type(ref, procedure), _title(match, found, head), evidence)


def presumed_procedure(heads: Iterable[PageHead | None], known: KnownTitles) -> str | None:
    """The procedure whose papers these are, where titles of one procedure alone say so; else None."""
    votes = Counter[str]()
    for head in heads:
        found = [m for m in matches(head, known) if m.whole and m.likeness >= SURE] if head else []
        for match in found[:1]:
            wanted = {title.ref.procedure for title in known.titles if title.letters == match.title.letters}
            if len(wanted) == 1:
                votes[match.title.ref.procedure] += 1
    votes.pop("", None)
    first = votes.most_common(2)
    return first[0][0] if first and (len(first) == 1 or first[0][1] > first[1][1]) else None


def _settled(match: Match, head: PageHead, procedure: str | None) -> bool:
    """Whether the title leaves nothing open: whose procedure it is of, or of what kind the paper is more closely."""
    if match.title.ref.kind is PaperKind.COMPONENT and procedure is None:
        return False
    kind = letters_of(head.fields.value(FieldName.KIND))
    return match.heading.letters != kind or not _more(match.title, head)


def _chosen(found: Sequence[Match], procedure: str | None) -> Match | None:
    """The best match, or one of the dossier's own procedure that is nearly as good."""
    if not found:
        return None
    near = [m for m in found if m.likeness >= found[0].likeness - BESIDE and m.weight >= found[0].weight * 0.97]
    return min(near, key=lambda match: (_distance(match.title.ref, procedure), -match.weight))


def _distance(ref: PaperRef, procedure: str | None) -> int:
    """How near a paper is to a dossier of this procedure."""
    if ref.kind is PaperKind.COMPONENT:
        return 0 if ref.procedure == procedure else 3
    return 1 if ref.kind is PaperKind.INTERNAL else 2


def _by_form(head: PageHead, known: KnownTitles, procedure: str | None) -> Match | None:
    """A paper of the procedure whose form the page bears, with a heading that is a little like its title."""
    form = form_code(head.fields.value(FieldName.FORM))
    heading = own_heading(head)
    if not form or heading is None:
        return None
    asked = [t for t in known.titles if t.form == form and t.ref.procedure == procedure]
    scored = [Match(title, heading, fuzz.ratio(heading.letters, title.letters), whole=True) for title in asked]
    best = max(scored, key=lambda match: match.likeness, default=None)
    return best if best and best.likeness >= FORM_AGREES else None


def _rule(match: Match) -> str:
    if match.title.taught:
        return "taught"
    if match.likeness < LIKE and match.whole:
        return "form"
    return "title" if match.whole else "title_begins"


def _type(ref: PaperRef, procedure: str | None) -> str:
    if ref.kind is PaperKind.INTERNAL:
        return INTERNAL_FORM
    if ref.kind is PaperKind.ATTACHMENT or ref.procedure == procedure:
        return ref.id
    return OTHER


def _title(match: Match, found: Sequence[Match], head: PageHead) -> str:
    """The wording of the best match, whatever the procedure: a title does not change with the case."""
    best: KnownTitle = (found[0] if found else match).title
    own = own_heading(head)
    return own.text[:LONGEST] if own and _more(best, head) else best.wording  # a contract of what


def _more(title: KnownTitle, head: PageHead) -> str:
    """What the heading of the page says after a title, as letters, other than whose paper it is."""
    own = own_heading(head)
    more = own.letters.removeprefix(title.letters) if own and own.letters.startswith(title.letters) else ""
    return "" if more.startswith(_FIRMS) else more


def _by_itself(head: PageHead) -> Named:
    heading = own_heading(head)
    if heading is None:
        return Named(OTHER, UNTITLED, {"rule": "untitled", "sure": False})
    evidence = {"rule": "own_title", "sure": False, "heading": heading.text[:LONGEST], "box": heading.box.as_list()}
    return Named(OTHER, heading.text[:LONGEST], evidence)
