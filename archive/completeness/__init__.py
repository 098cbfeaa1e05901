"""Which required paper is missing: what a case's procedure asks for, held against the papers of all its dossiers."""

from archive.completeness.noted import note_papers
from archive.completeness.of_case import CasePapers, papers_of
from archive.completeness.shown import papers_to_json, told_of
from archive.completeness.verdict import Extra, Found, PaperState, Said, Trouble, Verdict, judged

__all__ = [
    "CasePapers",
    "Extra",
    "Found",
    "PaperState",
    "Said",
    "Trouble",
    "Verdict",
    "judged",
    "note_papers",
    "papers_of",
    "papers_to_json",
    "told_of",
]
