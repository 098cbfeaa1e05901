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


class NotInQuarantine(NotFoundError):
    """No refused file and no withheld page has this name. Details: ``item``."""

    code = "not_in_quarantine"
    vi = "Không có {item} trong khu để riêng; xem danh sách bằng lệnh: sohoa quarantine list --all."
    en = "There is no {item} in quarantine; list it with: sohoa quarantine list --all."


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
