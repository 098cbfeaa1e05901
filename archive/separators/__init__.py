"""Separator sheets, printed: one A4 page for each dossier code."""

from archive.separators.sheet import separator_sheets

__all__ = ["separator_sheets"]
