"""The catalogue of procedures, as data: ``*.toml`` beside this module, overruled by ``HOME/procedures``."""

from config.procedures.catalogue import COMMON, PACKAGED, Catalogue, check_files, load_catalogue, procedure_files
from config.procedures.model import (
    ANYTHING,
    CommonPapers,
    Component,
    Days,
    InternalForm,
    NotDigitised,
    Paper,
    Procedure,
    Version,
)

__all__ = [
    "ANYTHING",
    "COMMON",
    "PACKAGED",
    "Catalogue",
    "CommonPapers",
    "Component",
    "Days",
    "InternalForm",
    "NotDigitised",
    "Paper",
    "Procedure",
    "Version",
    "check_files",
    "load_catalogue",
    "procedure_files",
]
