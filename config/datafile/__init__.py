"""Data files that an administrator may write: TOML held against a model, every mistake with its line."""

from config.datafile.entry import Entry, SourcedEntry, Text
from config.datafile.read import checked, read
from config.datafile.reasons import reason
from config.datafile.stamp import Stamp, stamp

__all__ = ["Entry", "SourcedEntry", "Stamp", "Text", "checked", "read", "reason", "stamp"]
