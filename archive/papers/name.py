"""What a paper is: one that the procedure asks for, a form of the desk, or another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from archive.papers.codes import code_matches
from archive.papers.match import Heading, Match, matches, own_heading
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
    """``rule``, ``sure``, and where the paper is known: ``paper``, ``heading`` as it was read, ``box``, ``likeness``.

    Where a code on the page names a paper: ``code``, what it says, and ``code_paper``, which may be another than
    ``paper``.
    """


def name_paper(head: PageHead | None, known: KnownTitles, procedure: str | None) -> Named:
    """What the paper is that begins with this head, in a dossier of ``procedure`` (a national code; None: unknown).

    What is printed goes before what a code on the page says; where they say different things, nothing is certain.
    """
    if head is None:
        return Named(OTHER, UNTITLED, {"rule": "untitled", "sure": False})
    found, said = matches(head, known), code_matches(head, known, procedure)
    coded = _chosen(said, procedure)
    printed = _chosen(_meant(found, coded), procedure) or _by_form(head, known, procedure)
    if printed is None:
        return _by_code(coded, said, head, procedure) if coded else _by_itself(head)
    sure = _sure(printed, found, head, procedure)
    evidence = _evidence(_rule(printed), printed) | _place(printed.heading)
    if coded and _speaks_of(coded, printed):
        agrees = _same(coded, printed)
        sure = agrees and (sure or _sure_by_code(coded, said, head, procedure))
        evidence |= _said_by(coded)
    return Named(_type(printed.title.ref, procedure), _title(printed, found, head), evidence | {"sure": sure})


def presumed_procedure(heads: Iterable[PageHead | None], known: KnownTitles) -> str | None:
    """The procedure whose papers these are, where titles of one procedure alone say so; else None."""
    votes = Counter[str]()
    for head in heads:
        found = [*matches(head, known), *code_matches(head, known, None)] if head else []
        for match in [m for m in found if m.whole and m.likeness >= SURE][:1]:
            wanted = {title.ref.procedure for title in known.titles if title.letters == match.title.letters}
            if len(wanted) == 1:
                votes[match.title.ref.procedure] += 1
    votes.pop("", None)
    first = votes.most_common(2)
    return first[0][0] if first and (len(first) == 1 or first[0][1] > first[1][1]) else None


def _by_code(coded: Match, said: Sequence[Match], head: PageHead, procedure: str | None) -> Named:
    """A paper of which no known title is printed; what is printed instead must at least be a little like it."""
    own = own_heading(head)
    fits = own is None or fuzz.ratio(own.letters, coded.title.letters) >= FORM_AGREES
    if coded.form and not fits:
        return _by_itself(head)
    evidence = (
        _evidence("code", coded) | {"sure": fits and _sure_by_code(coded, said, head, procedure)} | _said_by(coded)
    )
    evidence |= _place(own) if own else {"box": coded.heading.box.as_list()}
    title = _title(coded, said, head) if fits or own is None else own.text[:LONGEST]
    return Named(_type(coded.title.ref, procedure), title, evidence)


def _sure(match: Match, found: Sequence[Match], head: PageHead, procedure: str | None) -> bool:
    """Whether the paper is certain: hardly a letter is another one, no other paper is as like, and nothing is open."""
    ref = match.title.ref
    rival = next((m for m in found if m.title.ref.id != ref.id and m.title.letters != match.title.letters), None)
    alone = rival is None or match.weight > rival.weight + AHEAD
    return match.likeness >= SURE and match.whole and alone and _settled(match, head, procedure)


def _sure_by_code(coded: Match, said: Sequence[Match], head: PageHead, procedure: str | None) -> bool:
    """The same of a paper that a code names: another that is named as well is its rival, however short its title."""
    rivals = (other for other in said if not _same(other, coded) and other.likeness > coded.likeness - AHEAD)
    return next(rivals, None) is None and _sure(coded, said, head, procedure)


def _meant(found: Sequence[Match], coded: Match | None) -> Sequence[Match]:
    """Of titles that worn print is nearly equally like, the one that a code names; else all."""
    if coded is None or not found or found[0].likeness >= SURE:
        return found
    return [m for m in found if _same(coded, m) and m.weight > found[0].weight - AHEAD] or found


def _same(one: Match, other: Match) -> bool:
    """Whether two matches mean one paper, be it as a procedure names it or as all do."""
    a, b = one.title, other.title
    both_asked = a.ref.kind is b.ref.kind is PaperKind.COMPONENT
    return a.ref == b.ref or a.letters == b.letters or (a.ref.id == b.ref.id and not both_asked)


def _speaks_of(coded: Match, printed: Match) -> bool:
    """Whether a code says something of the paper with this title: a form's does only among forms of one procedure."""
    among = printed.title.form and printed.title.ref.procedure == coded.title.ref.procedure
    return bool(among) or not coded.form


def _evidence(rule: str, match: Match) -> dict[str, Any]:
    return {"rule": rule, "paper": str(match.title.ref), "likeness": round(match.likeness, 1)}


def _place(heading: Heading) -> dict[str, Any]:
    return {"heading": heading.text[:LONGEST], "box": heading.box.as_list()}


def _said_by(coded: Match) -> dict[str, str]:
    return {"code": coded.heading.text[:LONGEST], "code_paper": str(coded.title.ref)}


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
    letters = heading.letters
    scored = [Match(title, heading, fuzz.ratio(letters, title.letters), whole=True, form=True) for title in asked]
    best = max(scored, key=lambda match: match.likeness, default=None)
    return best if best and best.likeness >= FORM_AGREES else None


def _rule(match: Match) -> str:
    if match.title.taught:
        return "taught"
    if match.form:
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
