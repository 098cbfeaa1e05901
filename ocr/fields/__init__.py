"""What a printed paper says of itself: who issued it, its number and date, what it is about, who signed, who asks."""

from ocr.fields.find import paper_fields
from ocr.fields.values import FIELDS_VERSION, FieldName, PaperField, PaperFields

__all__ = ["FIELDS_VERSION", "FieldName", "PaperField", "PaperFields", "paper_fields"]
