"""The page image made smaller, where the setting ``[pdf] profile`` asks for it: pure functions from pixels to layers.

make        the story: what stands in the file for a page, by profile
resolution  down to 200 dpi, never below and never up
paper       the scanner's noise smoothed where nothing is drawn, and holes closed with what lies round them
printed     which pixels are print in the page's own black
tones       whether a page is black and white and nothing else
encode      JPEG, CCITT Group 4 and stencils as PDF holds them
"""

from archive.bundle.raster.encode import Stencil
from archive.bundle.raster.make import PageRaster, make_raster

__all__ = ["PageRaster", "Stencil", "make_raster"]
