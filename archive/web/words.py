"""Words that people read for values of the ledger."""

from __future__ import annotations

from archive.completeness import PaperState
from archive.linking import LinkRank
from archive.models import BatchState, DossierState, Role
from archive.web.clerk.next_step import Tone
from archive.web.clerk.troubles import Kind
from config.messages import _
from config.procedures import NotDigitised


def state(value: DossierState) -> str:
    """How far a dossier has come."""
    return {
        DossierState.OPEN: _("being scanned"),
        DossierState.LINKED: _("linked"),
        DossierState.AWAITING_CASE: _("waiting for its case"),
        DossierState.UNLINKED: _("without a case"),
        DossierState.COMPLETE: _("complete"),
        DossierState.SIGNED: _("signed"),
        DossierState.WITHDRAWN: _("withdrawn"),
    }[value]


def role(value: Role) -> str:
    """What somebody is."""
    return {
        Role.CLERK: _("one-stop clerk"),
        Role.ARCHIVIST: _("archivist"),
        Role.SUPERVISOR: _("supervisor"),
        Role.ADMINISTRATOR: _("administrator"),
    }[value]


def rank(value: LinkRank, page: int | None) -> str:
    """What a link rests on."""
    return {
        LinkRank.CLERK: _("named by the clerk"),
        LinkRank.SEPARATOR: _("by its separator"),
        LinkRank.QR: _("by a barcode on page {page}"),
        LinkRank.PRINTED_CODE: _("by the code printed on page {page}"),
    }[value].format(page=page or "?")


def field(name: str) -> str:
    """What a paper says of itself, by the names of `ocr.fields.FieldName`."""
    return {
        "parent": _("agency above"),
        "issuer": _("issuer"),
        "number": _("number"),
        "notation": _("notation"),
        "place": _("place"),
        "date": _("date"),
        "kind": _("kind"),
        "abstract": _("about"),
        "role": _("signed as"),
        "signer": _("signer"),
        "form": _("form"),
        "business_number": _("business number"),
        "applicant": _("applicant"),
    }.get(name, name)


def happened(kind: str) -> str:
    """What an event tells; its kind where it has no words of its own."""
    return {
        "dossier.made": _("dossier made"),
        "dossier.linked": _("linked to its case"),
        "dossier.recognised": _("papers told apart"),
        "dossier.file": _("PDF made"),
        "dossier.no_file": _("no PDF: no page may be shown"),
        "dossier.corrected": _("corrected"),
        "dossier.case_arrived": _("its case arrived"),
        "dossier.read_again": _("read again"),
        "page.released": _("released a withheld page"),
        "delivery.retried": _("tried a refused file again"),
        "delivery.discarded": _("gave a refused file up"),
        "web.login": _("logged in"),
        "web.logout": _("logged out"),
        "web.login_refused": _("login refused"),
        "web.login_paused": _("login refused: too many tries"),
        "web.refused": _("refused"),
        "web.searched": _("searched"),
        "web.exported": _("took a result away"),
        "web.dossier_viewed": _("opened a dossier"),
        "web.page_viewed": _("looked at a page"),
        "web.downloaded": _("took a file away"),
        "web.audit_viewed": _("looked at this list"),
        "web.cases_looked_up": _("looked cases up"),
        "web.separators_made": _("made separators"),
        "web.uploaded": _("dropped files in"),
        "web.exceptions_viewed": _("looked at what went wrong"),
        "web.quarantine_viewed": _("looked at what was set aside"),
        "web.withheld_viewed": _("looked at a withheld page"),
        "case.paper": _("said something of a paper"),
        "case.closed": _("closed a case"),
        "case.reopened": _("opened a case again"),
        "web.case_viewed": _("opened a case"),
        "web.listed": _("looked at a list"),
        "web.delivered": _("delivered scans"),
        "web.token_added": _("token added"),
        "web.token_removed": _("token removed"),
        "web.user_added": _("user added"),
        "web.user_removed": _("user removed"),
        "web.password_given": _("password given"),
        "web.password_changed": _("password changed"),
    }.get(kind, kind)


def paper_state(value: PaperState) -> str:
    """How a paper stands that the procedure asks for."""
    return {
        PaperState.FOUND: _("found"),
        PaperState.MISSING: _("missing"),
        PaperState.DOUBTFUL: _("doubtful"),
        PaperState.NOT_DIGITISED: _("not digitised"),
        PaperState.IF: _("required if"),
        PaperState.NOT_ASKED: _("not required"),
    }[value]


def not_digitised(value: NotDigitised) -> str:
    """Why a paper need not be scanned."""
    return {
        NotDigitised.SHARED_DATA: _("a shared database has it"),
        NotDigitised.COPY_SUBMITTED: _("only a copy was filed"),
        NotDigitised.PRESENT_ONLY: _("it is only to be shown"),
        NotDigitised.STATE_SECRET: _("it is a state secret"),
    }[value]


def batch_state(value: BatchState) -> str:
    """How far a stack has come."""
    return {
        BatchState.OPEN: _("being scanned"),
        BatchState.READING: _("being read"),
        BatchState.DONE: _("done"),
    }[value]


def tone(value: Tone) -> str:
    """What the colour of a next step says."""
    return {
        Tone.DONE: _("done"),
        Tone.WAIT: _("wait"),
        Tone.DO: _("next"),
        Tone.BAD: _("look here"),
    }[value]


def trouble(value: Kind) -> str:
    """What is wrong, in a word or two."""
    return {
        Kind.REFUSED_FILE: _("file refused"),
        Kind.SHORT: _("sheets do not agree"),
        Kind.UNREAD_PAGE: _("page unread"),
        Kind.BAD_PAGE: _("bad scan"),
        Kind.WITHHELD_PAGE: _("page withheld"),
        Kind.UNLINKED: _("without a case"),
        Kind.OVERDUE: _("overdue"),
        Kind.DOUBTFUL_PAPER: _("paper doubtful"),
        Kind.MISSING_PAPER: _("paper missing"),
        Kind.WAITS_LONG: _("waits long"),
        Kind.NO_FILE: _("no valid PDF"),
    }[value]
