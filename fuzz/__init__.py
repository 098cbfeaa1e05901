"""Bytes and names that nobody meant, thrown at whatever reads bytes and names from outside."""
