"""Every way in which sohoa can fail, as one tree.

    SohoaError
    ├── UsageError                  the command line or a setting is wrong
    ├── NotFoundError
    │   ├── DossierNotFound
    │   ├── CaseNotFound
    │   ├── PageNotFound
    │   └── NotInQuarantine
    ├── RejectedFile                a delivered file that cannot be believed: it goes to quarantine
    │   ├── EmptyFile
    │   ├── UnknownFormat
    │   ├── TruncatedFile
    │   ├── CorruptFile
    │   ├── EncryptedFile
    │   ├── TooManyPixels
    │   ├── TooManyPages
    │   ├── FileTooLarge
    │   ├── UnsupportedImage
    │   └── UnreadableFile
    ├── WorkError                   a piece of work did not come to its end
    │   ├── RecognitionTimeout
    │   ├── RecognitionFailed
    │   ├── WorkerDied
    │   ├── OutOfMemory
    │   └── UnexpectedFault
    ├── MissingPart                 something that must be installed is not
    │   ├── MissingLanguage
    │   ├── MissingFont
    │   └── MissingProgram
    ├── HomeError                   the home cannot be used
    │   ├── HomeOnNetwork
    │   ├── HomeNotWritable
    │   └── LedgerTooNew
    ├── StorageFull
    ├── WithheldPage                a page that nobody may see until a person releases it
    └── IntegrityError              what is stored is not what was stored
        ├── DamagedObject
        ├── MissingObject
        └── NotArchivable           the PDF did not pass as PDF/A

Each class is one cause. Its docstring says when it is raised; ``vi`` and ``en`` are the sentence that a person
reads, with the details of the case filled in; ``code`` is stable and is what programs should compare.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any, ClassVar


class ExitCode(IntEnum):
    """Exit codes of the ``sohoa`` command: the one documented list."""

    OK = 0
    UNEXPECTED = 1
    USAGE = 2
    NOT_FOUND = 3
    MISSING_PART = 4
    HOME = 5
    STORAGE = 6
    WORK = 7
    NEEDS_PERSON = 10
    INTERRUPTED = 130


class SohoaError(Exception):
    """Root of the tree; never raised itself. Details are keyword arguments and fill the sentences."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[ExitCode] = ExitCode.UNEXPECTED
    http_status: ClassVar[int] = 500
    retryable: ClassVar[bool] = False
    vi: ClassVar[str] = "Có lỗi."
    en: ClassVar[str] = "Something went wrong."

    def __init__(self, **details: Any) -> None:
        super().__init__(details)
        self.details = details

    def sentence(self, language: str = "vi") -> str:
        """The sentence in ``"vi"`` or ``"en"``."""
        template = self.en if language == "en" else self.vi
        return template.format_map(_Details(self.details))

    def both(self) -> str:
        """The sentence in Vietnamese and in English, on one line."""
        return f"{self.sentence('vi')} / {self.sentence('en')}"

    def __str__(self) -> str:
        return self.both()

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild, (type(self), self.details))


class _Details(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "?"


def _rebuild(cls: type[SohoaError], details: dict[str, Any]) -> SohoaError:
    return cls(**details)


# --- the caller is wrong -------------------------------------------------------------------------------------------


class UsageError(SohoaError):
    """The command line or a setting cannot be obeyed. Details: ``vi`` and ``en``, what is wrong and what to do."""

    code = "usage"
    exit_code = ExitCode.USAGE
    http_status = 400
    vi = "{vi}"
    en = "{en}"


class NotFoundError(SohoaError):
    """Something named by the caller does not exist here."""

    code = "not_found"
    exit_code = ExitCode.NOT_FOUND
    http_status = 404


class DossierNotFound(NotFoundError):
    """No dossier has this id. Details: ``dossier``."""

    code = "dossier_not_found"
    vi = "Không có hồ sơ nào mang mã {dossier}; xem danh sách bằng lệnh: sohoa dossiers."
    en = "There is no dossier {dossier}; list them with: sohoa dossiers."


class CaseNotFound(NotFoundError):
    """No case record has this code. Details: ``case``."""

    code = "case_not_found"
    vi = "Chưa có bản ghi hồ sơ một cửa mang mã {case}; hãy nhập bằng lệnh: sohoa cases import FILE."
    en = "There is no case record {case}; bring it in with: sohoa cases import FILE."


class PageNotFound(NotFoundError):
    """The dossier has no page of this number. Details: ``dossier``, ``page``, ``pages``."""

    code = "page_not_found"
    vi = "Hồ sơ {dossier} không có trang {page}; hồ sơ có {pages} trang."
    en = "Dossier {dossier} has no page {page}; it has {pages}."


class NotInQuarantine(NotFoundError):
    """No refused file and no withheld page has this name. Details: ``item``."""

    code = "not_in_quarantine"
    vi = "Không có {item} trong khu để riêng; xem danh sách bằng lệnh: sohoa quarantine list --all."
    en = "There is no {item} in quarantine; list it with: sohoa quarantine list --all."


# --- a delivered file cannot be believed ---------------------------------------------------------------------------


class RejectedFile(SohoaError):
    """A delivered file that must not become pages. It is kept unchanged and quarantined with this sentence."""

    code = "rejected"
    exit_code = ExitCode.NEEDS_PERSON
    http_status = 422


class EmptyFile(RejectedFile):
    """The file has no bytes at all."""

    code = "empty_file"
    vi = "Tệp rỗng (0 byte): máy quét chưa ghi được gì; hãy quét lại giấy này."
    en = "The file is empty (0 bytes): the scanner wrote nothing; please scan this paper again."


class UnknownFormat(RejectedFile):
    """The bytes are of no format that is read here. Details: ``found``, what they look like."""

    code = "unknown_format"
    vi = "Nội dung tệp không phải ảnh quét hay PDF ({found}); hãy quét ra JPEG, PNG, BMP, TIFF hoặc PDF."
    en = "The content is not a scan or a PDF ({found}); please scan to JPEG, PNG, BMP, TIFF or PDF."


class TruncatedFile(RejectedFile):
    """The file ends before its pages do. Details: ``page`` (from 1)."""

    code = "truncated_file"
    vi = "Tệp bị đứt giữa chừng ở trang {page}: việc truyền từ máy quét chưa xong; hãy gửi hoặc quét lại."
    en = "The file breaks off at page {page}: the scanner's transfer did not finish; please send or scan it again."


class CorruptFile(RejectedFile):
    """The file is damaged beyond what can be believed. Details: ``problem``, a short technical phrase."""

    code = "corrupt_file"
    vi = "Tệp bị hỏng, không đọc được trọn vẹn ({problem}); hãy quét lại giấy này."
    en = "The file is damaged and cannot be read whole ({problem}); please scan this paper again."


class EncryptedFile(RejectedFile):
    """A PDF that opens only with a password."""

    code = "encrypted_file"
    vi = "PDF có mật khẩu nên không mở được; hãy lưu lại không mật khẩu rồi gửi lại."
    en = "The PDF needs a password and cannot be opened; please save it without one and send it again."


class TooManyPixels(RejectedFile):
    """A page larger than the budget. Details: ``width``, ``height`` in pixels, ``limit`` in millions of pixels."""

    code = "too_many_pixels"
    vi = "Ảnh {width} × {height} điểm vượt giới hạn {limit} triệu điểm; hãy quét ở 200-300 dpi."
    en = "An image of {width} × {height} pixels is over the limit of {limit} million; please scan at 200-300 dpi."


class TooManyPages(RejectedFile):
    """A file with more pages than the budget. Details: ``pages``, ``limit``."""

    code = "too_many_pages"
    vi = "Tệp có hơn {limit} trang, vượt giới hạn; hãy chia nhỏ rồi gửi lại."
    en = "The file has more than the limit of {limit} pages; please split it and send it again."


class FileTooLarge(RejectedFile):
    """A file with more bytes than the budget. Details: ``megabytes``, ``limit``."""

    code = "file_too_large"
    vi = "Tệp nặng {megabytes} MB, vượt giới hạn {limit} MB; hãy chia nhỏ hoặc quét ở 200-300 dpi."
    en = "The file has {megabytes} MB, over the limit of {limit} MB; please split it or scan at 200-300 dpi."


class UnsupportedImage(RejectedFile):
    """A sound file of a kind that cannot be shown faithfully. Details: ``kind``."""

    code = "unsupported_image"
    vi = "Kiểu ảnh này chưa hỗ trợ ({kind}); hãy quét ra JPEG hoặc TIFF thông thường."
    en = "This kind of image is not supported ({kind}); please scan to ordinary JPEG or TIFF."


class UnreadableFile(RejectedFile):
    """The file could not be opened or read, or is no plain file. Details: ``problem``."""

    code = "unreadable_file"
    vi = "Không mở được tệp ({problem}); hãy kiểm tra quyền truy cập rồi gửi lại."
    en = "The file cannot be opened ({problem}); please check its permissions and send it again."


# --- work did not come to its end ----------------------------------------------------------------------------------


class WorkError(SohoaError):
    """A piece of work did not come to its end."""

    code = "work"
    exit_code = ExitCode.WORK


class RecognitionTimeout(WorkError):
    """Recognising one page took longer than allowed. Details: ``seconds``."""

    code = "recognition_timeout"
    retryable = True
    vi = "Trang này không đọc xong trong {seconds} giây; ảnh vẫn có trong hồ sơ, hãy xem lại trang."
    en = "This page was not read within {seconds} seconds; its image is in the dossier, please look at it."


class RecognitionFailed(WorkError):
    """The recognition engine gave an error on one page. Details: ``problem``."""

    code = "recognition_failed"
    retryable = True
    vi = "Không nhận dạng được trang này ({problem}); ảnh vẫn có trong hồ sơ, hãy xem lại trang."
    en = "This page could not be recognised ({problem}); its image is in the dossier, please look at it."


class WorkerDied(WorkError):
    """The process that did this work ended before it. Details: ``work``."""

    code = "worker_died"
    retryable = True
    vi = "Tiến trình xử lý bị dừng đột ngột khi đang làm: {work}; hãy xem lại trang hoặc tệp này."
    en = "The working process ended suddenly during: {work}; please look at this page or file."


class OutOfMemory(WorkError):
    """A piece of work wanted more memory than a process may have. Details: ``work``, ``megabytes``."""

    code = "out_of_memory"
    retryable = True
    vi = "Cần hơn {megabytes} MB bộ nhớ khi làm: {work}; hãy quét lại ở 200-300 dpi hoặc chia nhỏ tệp."
    en = "More than {megabytes} MB of memory were needed for: {work}; please scan at 200-300 dpi or split the file."


class UnexpectedFault(WorkError):
    """A fault of this program showed on one page or file. Details: ``work``, ``problem``."""

    code = "unexpected_fault"
    vi = "Lỗi chương trình khi làm {work} ({problem}); dữ liệu vẫn còn nguyên, hãy báo cho người quản trị."
    en = "A fault of the program during {work} ({problem}); nothing is lost, please tell the administrator."


# --- something is not installed ------------------------------------------------------------------------------------


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


class MissingProgram(MissingPart):
    """A program that is called is not installed. Details: ``program``, ``package``."""

    code = "missing_program"
    vi = "Thiếu chương trình {program}; hãy chạy: apt-get install {package}."
    en = "The program {program} is missing; run: apt-get install {package}."


# --- the home ------------------------------------------------------------------------------------------------------


class HomeError(SohoaError):
    """The home cannot be used."""

    code = "home"
    exit_code = ExitCode.HOME
    http_status = 503


class HomeOnNetwork(HomeError):
    """The home lies on a network file system, where locks and fsync do not hold. Details: ``home``, ``kind``."""

    code = "home_on_network"
    vi = (
        "Thư mục {home} nằm trên ổ mạng ({kind}), không bảo đảm an toàn dữ liệu; hãy chọn thư mục trên đĩa của máy này."
    )
    en = (
        "{home} is on a network file system ({kind}), not safe for data; please choose a folder on this machine's disk."
    )


class HomeNotWritable(HomeError):
    """The home cannot be made or written. Details: ``home``, ``problem``."""

    code = "home_not_writable"
    vi = "Không ghi được vào {home} ({problem}); hãy kiểm tra quyền hoặc chọn --home khác."
    en = "{home} cannot be written ({problem}); please check its permissions or choose another --home."


class LedgerTooNew(HomeError):
    """The ledger was written by a newer sohoa. Details: ``revision``."""

    code = "ledger_too_new"
    vi = "Sổ dữ liệu do phiên bản sohoa mới hơn tạo ra ({revision}); hãy nâng cấp sohoa trên máy này."
    en = "The ledger was written by a newer sohoa ({revision}); please upgrade sohoa on this machine."


class StorageFull(SohoaError):
    """The disk of the home is full. Details: ``home``."""

    code = "storage_full"
    exit_code = ExitCode.STORAGE
    http_status = 507
    retryable = True
    vi = "Đĩa chứa {home} đã đầy; hãy giải phóng dung lượng rồi chạy lại lệnh, không mất trang nào."
    en = "The disk that holds {home} is full; please free space and run the command again, no page is lost."


class WithheldPage(SohoaError):
    """The page bears a secrecy mark: kept, but seen by nobody until a person releases it."""

    code = "withheld_page"
    exit_code = ExitCode.NEEDS_PERSON
    http_status = 403
    vi = "Trang mang dấu chỉ độ mật nên được giữ lại, không đưa vào hồ sơ; hãy xem trang rồi mở hoặc để nguyên."
    en = "The page bears a secrecy mark and is withheld from its dossier; please look at it, then release or leave it."


# --- what is stored is not what was stored -------------------------------------------------------------------------


class IntegrityError(SohoaError):
    """What is stored is not what was stored."""

    code = "integrity"
    exit_code = ExitCode.NEEDS_PERSON


class DamagedObject(IntegrityError):
    """An object's bytes no longer have its hash. Details: ``sha256``."""

    code = "damaged_object"
    vi = "Dữ liệu {sha256} trên đĩa đã bị thay đổi; hãy phục hồi từ bản sao lưu."
    en = "Object {sha256} has changed on disk; please restore it from a backup."


class MissingObject(IntegrityError):
    """An object that the ledger names is not in the store. Details: ``sha256``."""

    code = "missing_object"
    vi = "Dữ liệu {sha256} không còn trên đĩa; hãy phục hồi từ bản sao lưu."
    en = "Object {sha256} is no longer on disk; please restore it from a backup."


class NotArchivable(IntegrityError):
    """The PDF that was made did not pass as PDF/A. Details: ``problem``."""

    code = "not_archivable"
    vi = "PDF làm ra chưa đạt chuẩn PDF/A ({problem}); hãy báo cho người quản trị."
    en = "The PDF that was made does not pass as PDF/A ({problem}); please tell the administrator."


def error_classes() -> dict[str, type[SohoaError]]:
    """Every class of the tree by its stable code."""
    found: dict[str, type[SohoaError]] = {}
    waiting: list[type[SohoaError]] = [SohoaError]
    while waiting:
        cls = waiting.pop()
        found[cls.code] = cls
        waiting.extend(cls.__subclasses__())
    return found


def restore(code: str, details: dict[str, Any]) -> SohoaError:
    """The error that was recorded as ``code`` and ``details``; an unknown code gives the root class."""
    return error_classes().get(code, SohoaError)(**details)
