"""How well and how fast pages are read, beside OCRmyPDF and bare Tesseract, on the same pages in the same run.

samples       a page whose truth is known
sets          which pages are read: generated, real, drawn by the demonstration
dials         pages on which one trouble grows and nothing else changes
inside        pages read in this project's worker processes: the table for daily work
cost          what a command costs, with everything that it starts
rivals        the programs, each run as a person would run it, and what came of every page
guests        the environment of the other programs, and the scripts that run in it
turns         how a page was turned, seen in the PDF
figures       errors, their means and how sure those are
straightness  skew beside deskew and jdeskew
compare       sets × programs: the figures that are kept
report        what RESULTS.md says of them; plots draws
"""
