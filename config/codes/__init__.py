"""Identifiers of dossiers and procedures, and their grammars."""

from config.codes.case_code import CaseCode, CodeStyle, parse_case_code
from config.codes.procedure_code import is_procedure_code, national_code
from config.codes.search import FoundCode, printed_codes, written_codes
from config.codes.separator import MOST_SHEETS, Separator, check_digits, format_separator, is_separator, parse_separator

__all__ = [
    "MOST_SHEETS",
    "CaseCode",
    "CodeStyle",
    "FoundCode",
    "Separator",
    "check_digits",
    "format_separator",
    "is_procedure_code",
    "is_separator",
    "national_code",
    "parse_case_code",
    "parse_separator",
    "printed_codes",
    "written_codes",
]
