"""What a viewer shows beside the pages: bookmarks, one for each component, and the pages' labels."""

from __future__ import annotations

from collections.abc import Sequence

from archive.bundle.metadata import plain
from archive.bundle.pdf_file import Name, PdfFile, Ref, Value
from archive.bundle.source import ComponentSource


def write_outline(pdf: PdfFile, components: Sequence[ComponentSource], pages: Sequence[Ref]) -> Ref:
    """Write the bookmarks of the components that have pages; ``pages`` are those of all components in order."""
    targets: list[tuple[str, Ref]] = []
    first = 0
    for component in components:
        if component.pages:
            targets.append((plain(component.title), pages[first]))
        first += len(component.pages)
    outline = pdf.reserve()
    items = [pdf.reserve() for _ in targets]
    for i, (title, page) in enumerate(targets):
        item: dict[str, Value] = {"Title": title, "Parent": outline, "Dest": [page, Name("Fit")]}
        if i > 0:
            item["Prev"] = items[i - 1]
        if i + 1 < len(items):
            item["Next"] = items[i + 1]
        pdf.add(item, items[i])
    return pdf.add(
        {"Type": Name("Outlines"), "First": items[0], "Last": items[-1], "Count": len(items)},
        outline,
    )


def page_labels(labels: Sequence[str]) -> Value:
    """The number tree that gives each page its own label (ISO 32000-1, 12.4.2)."""
    return {"Nums": [part for i, label in enumerate(labels) for part in (i, {"P": plain(label)})]}
