"""The caller is wrong: a command that cannot be obeyed, something that does not exist, something withheld."""

from __future__ import annotations

from config.errors.base import ExitCode, SohoaError


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


class BatchNotFound(NotFoundError):
    """No scan job has this number. Details: ``batch``."""

    code = "batch_not_found"
    vi = "Không có lô quét nào mang số {batch}; số lô do sohoa agent in ra khi lô đã đủ."
    en = "There is no batch {batch}; the agent prints the number of each when it is complete."


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


class NoFileYet(NotFoundError):
    """The dossier's PDF is not made yet. Details: ``dossier``."""

    code = "no_file_yet"
    retryable = True
    vi = "Hồ sơ {dossier} chưa có tệp PDF; hãy thử lại khi các trang đã được đọc xong."
    en = "Dossier {dossier} has no PDF yet; please try again when its pages have been read."


class NotInQuarantine(NotFoundError):
    """No refused file and no withheld page has this name. Details: ``item``."""

    code = "not_in_quarantine"
    vi = "Không có {item} trong khu để riêng, hoặc đã được xử lý xong; hãy xem lại danh sách."
    en = "There is no {item} in quarantine, or it was dealt with; please look at the list again."


class BackupNotFound(NotFoundError):
    """There is no such backup. Details: ``folder``, ``snapshot``, ``there`` (names of those that there are)."""

    code = "backup_not_found"
    vi = "Không có bản sao lưu {snapshot} trong {folder}; hiện có: {there}."
    en = "There is no backup {snapshot} in {folder}; there are: {there}."


class WithheldPage(SohoaError):
    """The page bears a secrecy mark: kept, but seen by nobody until a person releases it."""

    code = "withheld_page"
    exit_code = ExitCode.NEEDS_PERSON
    http_status = 403
    vi = "Trang mang dấu chỉ độ mật nên được giữ lại, không đưa vào hồ sơ; hãy xem trang rồi mở hoặc để nguyên."
    en = "The page bears a secrecy mark and is withheld from its dossier; please look at it, then release or leave it."


class WrongDataFile(SohoaError):
    """A procedure or calendar breaks its rules. Details: ``file``, ``line``, ``key``, ``reason_vi``, ``_en``."""

    code = "wrong_data_file"
    exit_code = ExitCode.USAGE
    http_status = 400
    vi = "{file}, dòng {line}: {reason_vi}."
    en = "{file}, line {line}: {reason_en}."


class ProcedureNotFound(NotFoundError):
    """The catalogue has no procedure of this code. Details: ``procedure``."""

    code = "procedure_not_found"
    vi = "Danh mục không có thủ tục {procedure}; xem danh sách bằng lệnh: sohoa procedures."
    en = "The catalogue has no procedure {procedure}; list it with: sohoa procedures."


class CalendarYearMissing(SohoaError):
    """A deadline runs through a year whose holidays are unknown. Details: ``year``, ``file`` (where they belong)."""

    code = "calendar_year_missing"
    exit_code = ExitCode.USAGE
    http_status = 409
    vi = "Chưa có lịch nghỉ năm {year}; hãy ghi các ngày nghỉ lễ, Tết và ngày làm bù vào {file}."
    en = "There is no calendar of {year}; please write its public holidays and make-up days into {file}."
