"""Words that people read for values of the ledger."""

from __future__ import annotations

from archive.linking import LinkRank
from archive.models import DossierState, Role
from config.messages import _


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
        "dossier.file": _("PDF made"),
        "dossier.no_file": _("no PDF: no page may be shown"),
        "dossier.corrected": _("corrected"),
        "dossier.case_arrived": _("its case arrived"),
        "dossier.read_again": _("read again"),
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
        "web.user_added": _("user added"),
        "web.user_removed": _("user removed"),
        "web.password_given": _("password given"),
        "web.password_changed": _("password changed"),
    }.get(kind, kind)
