"""Which paper is this, and what is missing: measured on invented dossiers whose truth is known."""
