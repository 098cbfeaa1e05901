"""`make faults`: every way of delivering through every trouble, with real servers, signals and restarts.

`papers` draws pages that bear their number, `ways` delivers them, `troubles/` disturb it, `account` reads what the
archive has afterwards, and `verdict` says, from the two alone, whether anything is lost, doubled or changed. No part of
the product.
"""
