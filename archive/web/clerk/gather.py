"""What in the ledger needs a person, by desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from archive.archive import Archive
from archive.deadlines.listing import urgent
from archive.deadlines.standing import Rules, Standing
from archive.deadlines.verdict import Progress
from archive.models import Dossier, DossierState
from archive.quality import ILLEGIBLE
from archive.quarantine.items import Item, listing, quarantined_file, refusal
from archive.search.privacy import masked
from archive.web.clerk.arriving import newest_query
from archive.web.clerk.facts import facts_of, records_of, with_pages
from archive.web.clerk.next_step import Facts, flag_remedy, next_step
from archive.web.clerk.screen import desk_address
from archive.web.clerk.set_aside import quarantine_address
from archive.web.clerk.troubles import Kind, Trouble
from archive.web.permissions import Scope
from config.messages import _, current_language
from config.names import printable

LONG = timedelta(days=2)
"""For which a record may be on its way from the one-stop software."""
MOST = 500
"""Dossiers that are looked through: the open ones of some months."""


def troubles(session: Session, archive: Archive, scope: Scope, now: datetime) -> Iterator[Trouble]:
    """All that somebody of this ``scope`` can see, in no order. Raises `WrongDataFile`."""
    yield from _in_quarantine(session, scope)
    rules = Rules.load(archive.home)
    standings = {record.code: standing for record, standing in urgent(session, rules, now)}
    query = newest_query(scope).where(
        Dossier.state.in_((DossierState.LINKED, DossierState.AWAITING_CASE, DossierState.UNLINKED))
    )
    found = session.scalars(with_pages(query.limit(MOST))).all()
    records = records_of(session, found)
    for dossier in found:
        case = dossier.case_code or ""
        facts = facts_of(session, dossier, records.get(case), archive.settings, now)
        yield from _of_dossier(dossier, facts, standings.get(case, Standing()), now)


def _in_quarantine(session: Session, scope: Scope) -> Iterator[Trouble]:
    for row in listing(session):
        if not scope.admits(row["desk"]):
            continue
        page = row["kind"] == "page"
        yield Trouble(
            kind=Kind.WITHHELD_PAGE if page else Kind.REFUSED_FILE,
            since=datetime.fromisoformat(row["received"]),
            desk=row["desk"],
            subject=row["dossier"] or masked(printable(row["name"])),
            reason=_reason(session, row),
            remedy=_("Whoever may release it must look at it.")
            if page
            else _("Scan it again, or try once more to read it."),
            address=quarantine_address(row["id"]),
            of=row["id"],
        )


def _reason(session: Session, row: dict[str, Any]) -> str:
    if row["kind"] == "page":
        return _("A page bears a secrecy mark and is withheld.")
    return refusal(quarantined_file(session, Item.parse(row["id"]))).sentence(current_language())


def _of_dossier(dossier: Dossier, facts: Facts, standing: Standing, now: datetime) -> Iterator[Trouble]:
    step = next_step(facts).sentence

    def trouble(kind: Kind, reason: str, remedy: str = "", page: int | None = None) -> Trouble:
        return Trouble(
            kind=kind,
            since=dossier.created_at,
            desk=dossier.batch.desk,
            subject=dossier.case_code or dossier.id,
            reason=reason,
            remedy=remedy or step,
            address=desk_address(dossier.id, page),
            due=standing.due_at,
            of=dossier.id,
        )

    if facts.sheets or not facts.passes_match:
        yield trouble(Kind.SHORT, _("Pages and sheets do not agree."))
    for page in facts.unread:
        reason = _("Page {page} could not be read.").format(page=page)
        yield trouble(Kind.UNREAD_PAGE, reason, _("Scan it again and put it in the place of this one."), page)
    for page in sorted({page for page, flag in facts.flags if flag in ILLEGIBLE}):
        remedies = [flag_remedy(flag, page) or "" for at, flag in facts.flags if at == page and flag in ILLEGIBLE]
        yield trouble(Kind.BAD_PAGE, _("Page {page} is a bad scan.").format(page=page), remedies[0], page)
    if facts.state is DossierState.UNLINKED:
        yield trouble(
            Kind.UNLINKED, _("It belongs to no case yet."), _("Link it: the likeliest cases stand beside it.")
        )
    if standing.state is Progress.OVERDUE:
        yield trouble(Kind.OVERDUE, _("Its case is overdue, and it is not complete."))
    if facts.doubtful:
        reason = _("Doubtful: {title}").format(title="; ".join(paper.title for paper in facts.doubtful))
        yield trouble(Kind.DOUBTFUL_PAPER, reason, _("Look at it, and accept it or scan it again."))
    if facts.missing:
        reason = _("Missing: {title}").format(title="; ".join(facts.missing))
        yield trouble(Kind.MISSING_PAPER, reason, _("Scan it, or say why it is not digitised."))
    if facts.state is DossierState.AWAITING_CASE and now - dossier.created_at > LONG:
        reason = _("The record of case {case} has not come.").format(case=facts.case)
        yield trouble(Kind.WAITS_LONG, reason, _("See whether the code is right; else bring the records in."))
    if not facts.archivable:
        yield trouble(Kind.NO_FILE, _("Its PDF is no PDF/A."), _("Tell the administrator."))
