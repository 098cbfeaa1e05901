"""Data files that an administrator may write: TOML held against a model, every mistake with its line."""

from config.datafile.entry import Entry, SourcedEntry, Text
from config.datafile.read import checked, read
from config.datafile.reasons import reason

__all__ = ["Entry", "SourcedEntry", "Text", "checked", "read", "reason"]
