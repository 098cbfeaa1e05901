"""Dossiers: how pages become one, and what is known of it."""
