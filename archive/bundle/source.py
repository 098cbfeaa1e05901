"""What a dossier file is made of, and what is said of it when it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from archive.verdict import Verdict
from config.settings import ImageProfile
from ocr.page import ImageInfo, PageReading

__all__ = ["ComponentSource", "DossierSource", "PageSource", "Verdict"]


@dataclass(frozen=True, slots=True)
class PageSource:
    """One page as it goes into the file; its image and what was read on it are fetched when its turn comes."""

    info: ImageInfo
    load: Callable[[], bytes]
    """The complete image file; called once, and once more if the file has to be written without its PDF/A claim."""
    read: Callable[[], PageReading]
    """What was read on it; called as often as ``load``: a thousand readings at once would take 170 MB."""
    label: str
    """Page label as viewers show it, such as the page's number in the dossier."""


@dataclass(frozen=True, slots=True)
class ComponentSource:
    """One paper of the dossier: a bookmark and its pages in order."""

    title: str
    pages: Sequence[PageSource]


@dataclass(frozen=True, slots=True)
class DossierSource:
    """One dossier as it goes into the file; equal sources give equal bytes."""

    dossier: str
    case: str | None
    """Code of the case record, where the dossier is linked to one."""
    title: str
    digitised_at: datetime
    """When the paper was converted; with a time zone. The only time that is written into the file."""
    pipeline: str
    """Version of the steps that read the pages."""
    converter: str
    """Name of the agency that converts the paper; may be empty."""
    version: int
    components: Sequence[ComponentSource]
    profile: ImageProfile = "faithful"
    """What becomes of the page images."""

    def __post_init__(self) -> None:
        if self.digitised_at.tzinfo is None:
            raise ValueError("digitised_at needs a time zone")
        if not any(component.pages for component in self.components):
            raise ValueError(f"dossier {self.dossier} has no page to write")

    @property
    def pages(self) -> Iterator[PageSource]:
        """All pages in order."""
        return (page for component in self.components for page in component.pages)

    @property
    def identifier(self) -> str:
        """The case code, or the dossier's own id where there is none."""
        return self.case or self.dossier
