"""Fields of printed papers, measured on invented papers whose truth is known."""
