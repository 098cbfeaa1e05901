"""The dossier file: PDF/A-2b from birth, one per dossier, the scanner's own images under invisible text.

source      what a dossier file is made of, and the verdict on it
write       the story: pages, font, outline, metadata, judgement
image       a stored page image as PDF holds it, its bytes kept
raster      the same image made smaller, where the settings ask for it
placement   where image and page edges lie
text_layer  from recognised words to text operators
font        the one font of the text, codes and subset
metadata    XMP and document information
outline     bookmarks and page labels
pdf_file    PDF syntax, written front to back
validate    the judgement of the final bytes
extract     the text taken out again and compared
"""

from archive.bundle.extract import extract_text
from archive.bundle.source import ComponentSource, DossierSource, PageSource, Verdict
from archive.bundle.validate import validate
from archive.bundle.write import write_dossier

__all__ = ["ComponentSource", "DossierSource", "PageSource", "Verdict", "extract_text", "validate", "write_dossier"]
