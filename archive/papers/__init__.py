"""Which paper is this: where papers begin among pages, and what each is by its title. Pure: heads in, decisions out."""

from archive.papers.divide import Beginning, first_pages
from archive.papers.name import INTERNAL_FORM, OTHER, UNTITLED, Named, name_paper, presumed_procedure
from archive.papers.titles import Example, KnownTitles, PaperKind, PaperRef

__all__ = [
    "INTERNAL_FORM",
    "OTHER",
    "UNTITLED",
    "Beginning",
    "Example",
    "KnownTitles",
    "Named",
    "PaperKind",
    "PaperRef",
    "first_pages",
    "name_paper",
    "presumed_procedure",
]
