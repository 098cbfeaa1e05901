"""Work did not come to its end."""

from __future__ import annotations

from config.errors.base import ExitCode, SohoaError


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


class WorkInterrupted(WorkError):
    """A process ended that only waited for this work, which was done elsewhere: nothing is held against it."""

    code = "work_interrupted"
    retryable = True
    vi = "Việc đang làm bị ngắt ({work}); sẽ được làm lại."
    en = "The work was interrupted ({work}); it will be done again."


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
