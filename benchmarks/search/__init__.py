"""How fast pages are indexed and found, and how large the index is, with SQLite FTS5 beside it in the same run."""
