"""Pages like those of a department of industry and trade, invented: as many as one wants, and their truth known."""

from benchmarks.corpus.pages import GeneratedPage, generate_pages

__all__ = ["GeneratedPage", "generate_pages"]
