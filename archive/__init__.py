"""Keeps: the ledger, the object store, dossiers and their PDF/A, case records."""
