"""The result of a search as CSV in which no spreadsheet program finds a formula."""

from __future__ import annotations

import csv
import io

from archive.search.question import Answer
from archive.web.found import page_address
from config.messages import _

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""With these begin cells that are obeyed instead of shown. Source: OWASP, CSV Injection."""


def result_csv(answer: Answer) -> bytes:
    """A row a page, best first; UTF-8 with the mark by which spreadsheet programs read Vietnamese rightly."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_("Dossier"), _("Case"), _("Page"), _("File"), _("Text"), _("Address")])
    for hit in answer.hits:
        address = page_address(hit.dossier, hit.page) if hit.dossier and hit.page else ""
        cells = [hit.dossier or "", hit.case or "", str(hit.page or ""), hit.file, hit.snippet, address]
        writer.writerow([inert(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def inert(cell: str) -> str:
    """``cell`` as text, whatever it begins with, blanks before it included."""
    return f"'{cell}" if cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA) else cell
