"""Reads pages: from the bytes of a scan to words with boxes. Pure: no database, no network, no clock."""
