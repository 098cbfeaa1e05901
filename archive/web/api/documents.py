"""What programs are told of dossiers and cases: nothing of other desks, no path of this machine, numbers masked."""

from __future__ import annotations

from typing import Any

from archive.archive import Archive
from archive.dossiers.describe import details, page_text
from archive.models import Dossier
from archive.search.privacy import masked
from archive.web.api.problems import PREFIX
from config.names import printable

_NAMES = frozenset({"id", "case", "sha256", "dossier"})
"""Keys of what is a name and no text: in a hash twelve digits may stand by chance."""


def pdf_address(dossier: Dossier) -> str | None:
    """Where its PDF is fetched; None while there is none."""
    return f"{PREFIX}v1/dossiers/{dossier.id}/pdf" if dossier.file else None


def row(dossier: Dossier) -> dict[str, Any]:
    """A dossier in a list."""
    return {
        "id": dossier.id,
        "case": dossier.case_code,
        "state": dossier.state,
        "pages": len(dossier.pages),
        "pdf": pdf_address(dossier),
    }


def dossier_document(archive: Archive, dossier: Dossier) -> dict[str, Any]:
    """Everything that is known of it, but its text. Of papers with a withheld page nothing is told but the pages."""
    document = details(dossier, archive.objects, archive.dossiers, archive.settings.quality)
    document["pdf"] = pdf_address(dossier)
    withheld = {page["number"] for page in document["pages"] if page["withheld"]}
    for page in document["pages"]:
        del page["text"]
    for component in document["components"]:
        if withheld & set(component["pages"]):
            component.update(title="", fields={}, evidence={})
    for link in document["links"]:
        if link["page"] in withheld:
            link.update(text=None, box=None)
    for delivery in document["deliveries"]:
        delivery["name"] = printable(delivery["name"])
    shown: dict[str, Any] = _masked(document)
    return shown


def text_document(archive: Archive, dossier: Dossier) -> dict[str, Any]:
    """Its text page by page."""
    pages = [
        {"number": number, "withheld": page.withheld, "text": masked(page_text(page, archive.objects))}
        for number, page in enumerate(dossier.pages, 1)
    ]
    return {"dossier": dossier.id, "pages": pages}


def only_seen(case: dict[str, Any], seen: set[str]) -> dict[str, Any]:
    """The document of a case without what stands in dossiers that are not ``seen``."""
    case["dossiers"] = [each for each in case["dossiers"] if each["id"] in seen]
    case["extra"] = [each for each in case["extra"] if each["dossier"] in seen]
    for paper in (*case["required"], *case["optional"]):
        paper["places"] = [each for each in paper["places"] if each["dossier"] in seen]
        paper["pages"] = sorted(page for each in paper["places"] for page in each["pages"])
        paper["why"] = [each for each in paper["why"] if each["dossier"] in seen]
    return case


def _masked(value: Any, key: str = "") -> Any:
    if isinstance(value, str):
        return value if key in _NAMES else masked(value)
    if isinstance(value, dict):
        return {name: _masked(each, name) for name, each in value.items()}
    return [_masked(each, key) for each in value] if isinstance(value, list) else value
