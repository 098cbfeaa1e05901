"""Words after recognition: their letters, their folding, their order."""

from ocr.text.fold import canon, fold

__all__ = ["canon", "fold"]
