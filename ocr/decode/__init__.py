"""From delivered files to page images, and from page images to pixels.

`split` believes nothing: the kind is told from the content, sizes are held against the budget before anything is
decoded, and every page is decoded in full before it is handed on.
"""

from ocr.decode.array import pixels
from ocr.decode.budget import Budget
from ocr.decode.files import split
from ocr.decode.notices import notices

__all__ = ["Budget", "notices", "pixels", "split"]
