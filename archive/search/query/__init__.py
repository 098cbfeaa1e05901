"""The language of questions: typed text → tree (`parse`) → queries of the index (`compiling`), best first (`ranking`).

Where too few pages hold all that was typed, `spelling` knows what else may have been meant or read, over the words
of the index, and `variants` what a run of words may have become.
"""
