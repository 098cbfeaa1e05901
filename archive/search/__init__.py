"""Finding pages: an index of what was read on them, kept up with the ledger, and the questions put to it."""
