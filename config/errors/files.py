"""A delivered file cannot be believed: why, and what the clerk is to do."""

from __future__ import annotations

from config.errors.base import ExitCode, SohoaError


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
    """A file that opens only with a password."""

    code = "encrypted_file"
    vi = "Tệp có mật khẩu nên không mở được; hãy lưu lại không mật khẩu rồi gửi lại."
    en = "The file needs a password and cannot be opened; please save it without one and send it again."


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


class RefusedEntry(RejectedFile):
    """A file within a ZIP is refused, and so the ZIP. Details: ``name``, ``vi`` and ``en``, its own sentences."""

    code = "refused_entry"
    vi = "Tệp “{name}” trong tệp nén không dùng được nên cả tệp nén được để riêng. {vi}"
    en = "The file “{name}” within the archive cannot be used, so all of it is set aside. {en}"


class NestedArchive(RejectedFile):
    """A ZIP within a ZIP."""

    code = "nested_archive"
    vi = "Tệp nén nằm trong tệp nén không được mở; hãy giải nén rồi gửi các tệp bên trong."
    en = "An archive within an archive is not opened; please unpack it and send the files within."


class TooManyEntries(RejectedFile):
    """A ZIP with more files than the budget. Details: ``entries``, ``limit``."""

    code = "too_many_entries"
    vi = "Tệp nén có {entries} tệp, vượt giới hạn {limit}; hãy chia nhỏ rồi gửi lại."
    en = "The archive holds {entries} files, over the limit of {limit}; please split it and send it again."


class UnpacksTooLarge(RejectedFile):
    """A ZIP that would unpack beyond the budget. Details: ``megabytes``, ``limit``."""

    code = "unpacks_too_large"
    vi = "Tệp nén giải ra {megabytes} MB, vượt giới hạn {limit} MB; hãy chia nhỏ rồi gửi lại."
    en = "The archive unpacks to {megabytes} MB, over the limit of {limit} MB; please split it and send it again."


class NotConverted(RejectedFile):
    """An Office file that could not be made into pages here. Details: ``found``, its kind, and ``problem``."""

    code = "not_converted"
    vi = "Tệp {found} không chuyển được thành trang giấy ({problem}); hãy lưu thành PDF rồi nộp bản PDF."
    en = "The {found} file cannot be made into pages ({problem}); please save it as PDF and hand in the PDF."
