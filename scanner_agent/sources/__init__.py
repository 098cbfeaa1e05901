"""Where files come from, each kind behind the same port."""
