"""Something that must be installed is not."""

from __future__ import annotations

from config.errors.base import ExitCode, SohoaError


class MissingPart(SohoaError):
    """Something that must be installed is not. ``sohoa doctor`` names everything at once."""

    code = "missing_part"
    exit_code = ExitCode.MISSING_PART
    http_status = 503


class MissingLanguage(MissingPart):
    """The recognition model is not there. Details: ``language``, ``where``."""

    code = "missing_language"
    vi = "Thiếu dữ liệu nhận dạng “{language}” (đã tìm ở {where}); hãy chạy: apt-get install tesseract-ocr-{language}."
    en = "The model “{language}” is missing (looked in {where}); run: apt-get install tesseract-ocr-{language}."


class MissingFont(MissingPart):
    """The font of the text layer is not there. Details: ``path``."""

    code = "missing_font"
    vi = "Thiếu phông chữ {path}; hãy chạy: apt-get install fonts-dejavu-core."
    en = "The font {path} is missing; run: apt-get install fonts-dejavu-core."


class MissingDriver(MissingPart):
    """The ledger is to lie on a PostgreSQL server, and its driver is not installed."""

    code = "missing_driver"
    vi = "Thiếu trình kết nối PostgreSQL; hãy chạy: pip install 'sohoa[postgresql]'."
    en = "The driver of PostgreSQL is missing; run: pip install 'sohoa[postgresql]'."


class MissingProgram(MissingPart):
    """A program that is called is not installed. Details: ``program``, ``package``."""

    code = "missing_program"
    vi = "Thiếu chương trình {program}; hãy chạy: apt-get install {package}."
    en = "The program {program} is missing; run: apt-get install {package}."
