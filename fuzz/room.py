"""What a child is given, as it and the process that watches it must both know."""

LONGEST = 16_384
"""Bytes of an input."""
ROOM = 8 + LONGEST
"""Bytes of the file in which the input in hand stands, its length before it."""
GRACE = 300
"""Seconds beyond its own that a child may take to start and to end, on a machine that does much else as well."""
