"""What a printed paper says of itself: who issued it, its number and date, what it is about, who signed, who asks."""

from ocr.fields.codes import PageCode
from ocr.fields.find import paper_fields
from ocr.fields.head import HeadLine, PageHead, page_head
from ocr.fields.values import FIELDS_VERSION, FieldName, PaperField, PaperFields

__all__ = [
    "FIELDS_VERSION",
    "FieldName",
    "HeadLine",
    "PageCode",
    "PageHead",
    "PaperField",
    "PaperFields",
    "page_head",
    "paper_fields",
]
