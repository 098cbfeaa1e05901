"""Whether a page was scanned well: its measures are facts and are stored, what is too much of them is a setting."""
