"""The home, its disk, and what is stored there."""

from __future__ import annotations

from config.errors.base import ExitCode, SohoaError


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


class HomeNotRestored(HomeError):
    """A restore of the home was begun and has not ended. Details: ``home``."""

    code = "home_not_restored"
    vi = "Thư mục {home} đang được phục hồi từ bản sao lưu và chưa xong; hãy chạy lại: sohoa restore."
    en = "{home} is being restored from a backup and is not whole yet; please run sohoa restore again."


class HomeNotEmpty(HomeError):
    """A backup is to be restored where something is already. Details: ``home``."""

    code = "home_not_empty"
    vi = "Thư mục {home} đã có dữ liệu; chỉ phục hồi vào thư mục trống, hãy chọn --home khác."
    en = "There is something in {home}; a backup is restored only into an empty folder, please choose another --home."


class LedgerTooNew(HomeError):
    """The ledger was written by a newer sohoa. Details: ``revision``."""

    code = "ledger_too_new"
    vi = "Sổ dữ liệu do phiên bản sohoa mới hơn tạo ra ({revision}); hãy nâng cấp sohoa trên máy này."
    en = "The ledger was written by a newer sohoa ({revision}); please upgrade sohoa on this machine."


class DatabaseAway(HomeError):
    """The server of the ledger does not answer. Details: ``database``, ``problem``."""

    code = "database_away"
    vi = "Không nối được cơ sở dữ liệu {database} ({problem}); tệp vẫn ở máy quét, hãy kiểm tra máy chủ và đường mạng."
    en = "The database {database} cannot be reached ({problem}); files stay with the scanner, check server and network."


class StorageFull(SohoaError):
    """The disk of the home is full. Details: ``home``."""

    code = "storage_full"
    exit_code = ExitCode.STORAGE
    http_status = 507
    retryable = True
    vi = "Đĩa chứa {home} đã đầy; hãy giải phóng dung lượng rồi chạy lại lệnh, không mất trang nào."
    en = "The disk that holds {home} is full; please free space and run the command again, no page is lost."


class HomeAway(StorageFull):
    """The disk of the home is not there any more: there is no room at all until it is back. Details: ``home``."""

    code = "home_away"
    vi = "Không còn thấy {home}; hãy gắn lại đĩa chứa thư mục này, không mất trang nào."
    en = "{home} is not there any more; please mount the disk that holds it again, no page is lost."


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


class DamagedBackup(IntegrityError):
    """Part of a backup is not what it was. Details: ``snapshot``, ``names`` of files or objects."""

    code = "damaged_backup"
    vi = (
        "Bản sao lưu {snapshot} đã hỏng hoặc thiếu: {names}; chưa phục hồi xong. Hãy dùng bản khác (--snapshot), "
        "hoặc phục hồi phần còn lại (--without-damaged)."
    )
    en = (
        "In the backup {snapshot} these are damaged or missing: {names}; the restore is not complete. Please take "
        "another one (--snapshot), or restore the rest (--without-damaged)."
    )


class NotArchivable(IntegrityError):
    """The PDF that was made did not pass as PDF/A. Details: ``problem``."""

    code = "not_archivable"
    vi = "PDF làm ra chưa đạt chuẩn PDF/A ({problem}); hãy báo cho người quản trị."
    en = "The PDF that was made does not pass as PDF/A ({problem}); please tell the administrator."


class SearchNotReady(SohoaError):
    """There is no index that can be asked. Details: ``home``."""

    code = "search_not_ready"
    exit_code = ExitCode.WORK
    http_status = 503
    retryable = True
    vi = "Chưa có chỉ mục tìm kiếm trong {home}; hãy chạy: sohoa reindex."
    en = "There is no search index in {home} yet; please run: sohoa reindex."


class ReindexRunning(SohoaError):
    """Another process is building the index anew. Details: ``home``."""

    code = "reindex_running"
    exit_code = ExitCode.WORK
    http_status = 409
    retryable = True
    vi = "Đang có một lệnh reindex khác chạy trên {home}; hãy đợi lệnh ấy xong."
    en = "Another reindex is running on {home}; please wait until it has ended."


class BackupRunning(SohoaError):
    """Another backup into this folder is being made. Details: ``folder``."""

    code = "backup_running"
    exit_code = ExitCode.WORK
    http_status = 409
    retryable = True
    vi = "Đang có một lệnh backup khác ghi vào {folder}; hãy đợi lệnh ấy xong."
    en = "Another backup into {folder} is running; please wait until it has ended."
