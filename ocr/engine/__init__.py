"""Recognition engines behind one port: grey image in, lines of words out."""

from ocr.engine.open import open_engine
from ocr.engine.port import Engine, Layout, RawLine, RawWord

__all__ = ["Engine", "Layout", "RawLine", "RawWord", "open_engine"]
