"""Words after recognition: their letters, their folding, their order."""

from ocr.text.fold import canon, fold, folded

__all__ = ["canon", "fold", "folded"]
