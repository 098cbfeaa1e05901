"""Identifiers of dossiers and procedures, and their grammars."""

from config.codes.case_code import CaseCode, CodeStyle, parse_case_code
from config.codes.procedure_code import is_procedure_code

__all__ = ["CaseCode", "CodeStyle", "is_procedure_code", "parse_case_code"]
