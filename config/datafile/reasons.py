"""What is wrong with a value, in both languages: pydantic speaks English only, and to programmers."""

from __future__ import annotations

from typing import Any

from pydantic_core import ErrorDetails, PydanticCustomError

REASONS = {
    "missing": ("thiếu trường này", "this field is missing"),
    "extra_forbidden": (
        "không có trường nào tên như vậy; có thể gõ sai",
        "there is no such field; it may be misspelt",
    ),
    "int_type": ("phải là số nguyên", "must be a whole number"),
    "int_from_float": ("phải là số nguyên", "must be a whole number"),
    "string_type": ("phải là chữ trong dấu ngoặc kép", "must be text in quotes"),
    "string_too_short": ("không được để trống", "must not be empty"),
    "bool_type": ("phải là true hoặc false", "must be true or false"),
    "date_type": ("phải là ngày như 2026-08-04, không có ngoặc kép", "must be a day like 2026-08-04, without quotes"),
    "tuple_type": ("phải là danh sách trong ngoặc vuông", "must be a list in square brackets"),
    "model_type": ("phải là một bảng các trường", "must be a table of fields"),
    "enum": ("chỉ được là một trong: {expected}", "must be one of: {expected}"),
    "greater_than_equal": ("phải từ {ge} trở lên", "must be {ge} or more"),
    "less_than_equal": ("không được quá {le}", "must not be more than {le}"),
    "too_short": ("phải có ít nhất {min_length}", "must have at least {min_length}"),
    "no_procedure_code": (
        "phải là mã thủ tục quốc gia như 2.000648, không có đuôi của tỉnh",
        "must be a national procedure code like 2.000648, without the tail of a province",
    ),
    "no_paper_code": (
        "phải có ít nhất {fewest} chữ và số, trong đó có chữ; không có | hay ; bên trong, và * chỉ đứng ở cuối",
        "must have {fewest} letters and figures or more, not figures alone, no | or ; in it, and * at its end only",
    ),
    "required_and_if": ("“required” và “if” loại trừ nhau", "“required” and “if” exclude each other"),
    "no_copies": ("phải nộp ít nhất một bản: original hoặc copy", "at least one is handed in: original or copy"),
    "twice": ("“{what}” đã có ở trên", "“{what}” stands above already"),
    "ends_before_it_begins": ("“until” đứng trước “from”", "“until” lies before “from”"),
    "versions_overlap": (
        "hai phiên bản cùng có hiệu lực ngày {day}",
        "two versions are in force on {day}",
    ),
    "other_year": ("ngày {day} không thuộc năm {year}", "{day} is not a day of {year}"),
    "not_a_weekday": ("ngày {day} là thứ Bảy hoặc Chủ nhật", "{day} is a Saturday or a Sunday"),
    "not_a_weekend": ("ngày {day} không phải thứ Bảy hay Chủ nhật", "{day} is neither a Saturday nor a Sunday"),
    "feast_missing": (
        "tệp thay cả năm nên phải có đủ ngày lễ; thiếu {day} (Bộ luật Lao động 2019, Điều 112)",
        "the file stands for the whole year and must have every holiday; {day} is missing (Labour Code 2019, Art. 112)",
    ),
}
"""Vietnamese and English by pydantic's name of the mistake, then by our own names."""

FALLBACK = ("giá trị không dùng được ({msg})", "the value cannot be used ({msg})")


def reason(name: str, **details: Any) -> PydanticCustomError:
    """The mistake ``name`` of `REASONS`, to be raised in a validator."""
    return PydanticCustomError(name, REASONS[name][1], details)


def sentences(error: ErrorDetails) -> tuple[str, str]:
    """What pydantic found, in Vietnamese and in English."""
    details = {**error.get("ctx", {}), "msg": error["msg"]}
    vi, en = REASONS.get(error["type"], FALLBACK)
    return vi.format(**details), en.format(**details)
