"""Why a dossier belongs to no case, or to which one and by what: sentences for the clerk."""

from __future__ import annotations

from typing import Any

from archive.linking import LinkRank
from config.messages import _


def why_unlinked(dossier: dict[str, Any]) -> str | None:
    """What to do about an unlinked dossier, as `ingest` and `show` describe it; None where nothing is to be said."""
    details = dossier["reason_details"]
    match dossier["reason"]:
        case "no_case":
            return _("{id}: no case was named and no dossier code was found; use: sohoa link").format(id=dossier["id"])
        case "conflict":
            codes = ", ".join(details["codes"])
            return _("{id}: its pages name several cases ({codes}); use: sohoa link").format(
                id=dossier["id"], codes=codes
            )
        case "separator_unreadable":
            return _("{id}: its separator could not be read; use: sohoa link").format(id=dossier["id"])
        case "separator_invalid":
            return _("{id}: what its separator says is no dossier code ({text}); use: sohoa link").format(
                id=dossier["id"], text=details["text"]
            )
        case "separator_lost":
            return _(
                "{id}: something before its pages could not be read and may have been a separator; "
                "if they belong to {code}, use: sohoa link"
            ).format(id=dossier["id"], code=details["code"])
        case _other:
            return None


def why_miscounted(dossier: dict[str, Any]) -> list[str]:
    """What to do where pages and paper do not agree, as `ingest` and `show` describe a dossier."""
    said, sheets = [], dossier["sheets"]
    if not dossier["passes_match"]:
        said.append(_("{id}: fronts and backs are not of the same number; scan both passes again"))
    if sheets and sheets["state"] == "short":
        said.append(_("{id}: {expected} sheets announced, {pages} pages came; scan what is missing, or: sohoa sheets"))
    if sheets and sheets["state"] == "long":
        said.append(_("{id}: {expected} sheets announced, {pages} pages came; look for strays, or: sohoa sheets"))
    return [sentence.format(id=dossier["id"], **(sheets or {})) for sentence in said]


def why_incomplete(dossier: dict[str, Any]) -> list[str]:
    """What is missing of the papers of a dossier's case, as `ingest` and `show` describe a dossier."""
    papers, said = dossier["papers"], []
    titles = (
        {state: "; ".join(p["title"] for p in papers[state]) for state in ("missing", "doubtful")} if papers else {}
    )
    if titles.get("missing"):
        said.append(_("{case}: missing: {missing}"))
    if titles.get("doubtful"):
        said.append(_("{case}: doubtful, please look: {doubtful}"))
    if dossier["after_closing"]:
        said.append(_("{case}: {id} came after the case was closed; use: sohoa cases close, or reopen"))
    return [sentence.format(case=dossier["case"], id=dossier["id"], **titles) for sentence in said]


def why_linked(link: dict[str, Any]) -> str:
    """What a link rests on, as `show` describes it."""
    by = {
        LinkRank.CLERK: _("named by the clerk"),
        LinkRank.SEPARATOR: _("by its separator"),
        LinkRank.QR: _("by a barcode on page {page}"),
        LinkRank.PRINTED_CODE: _("by the code printed on page {page}"),
    }
    return f"{link['case']}: " + by[LinkRank(link["rank"])].format(page=link["page"])
