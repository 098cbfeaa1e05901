"""Identifiers of dossiers, procedures, papers and businesses, and their grammars."""

from config.codes.business_number import business_check_digit, is_business_number
from config.codes.case_code import CaseCode, CodeStyle, parse_case_code
from config.codes.document_number import DocumentNumber, is_notation, parse_document_number
from config.codes.procedure_code import is_procedure_code, national_code
from config.codes.search import FoundCode, printed_codes, written_codes
from config.codes.separator import MOST_SHEETS, Separator, check_digits, format_separator, is_separator, parse_separator

__all__ = [
    "MOST_SHEETS",
    "CaseCode",
    "CodeStyle",
    "DocumentNumber",
    "FoundCode",
    "Separator",
    "business_check_digit",
    "check_digits",
    "format_separator",
    "is_business_number",
    "is_notation",
    "is_procedure_code",
    "is_separator",
    "national_code",
    "parse_case_code",
    "parse_document_number",
    "parse_separator",
    "printed_codes",
    "written_codes",
]
