"""Somebody at a browser is not let in, or sends what is not taken."""

from __future__ import annotations

from config.errors.base import ExitCode, SohoaError


class VisitError(SohoaError):
    """Root of what is refused in the browser; never raised itself."""

    code = "visit"
    exit_code = ExitCode.USAGE
    http_status = 400


class LoginNeeded(VisitError):
    """Nobody is logged in, or no longer."""

    code = "login_needed"
    http_status = 401
    vi = "Hãy đăng nhập."
    en = "Please log in."


class LoginRefused(VisitError):
    """Name and password do not belong together; the same words whether or not there is such a name."""

    code = "login_refused"
    http_status = 401
    vi = "Tên hoặc mật khẩu không đúng."
    en = "Name or password is wrong."


class TooManyLogins(VisitError):
    """Too many failed tries for this name or from this address. Details: ``seconds`` to wait."""

    code = "too_many_logins"
    http_status = 429
    retryable = True
    vi = "Đã thử sai nhiều lần; hãy chờ {seconds} giây rồi thử lại."
    en = "Too many failed tries; please wait {seconds} seconds."


class NotAllowed(VisitError):
    """The role of who asks does not go so far."""

    code = "not_allowed"
    http_status = 403
    vi = "Vai trò của bạn không được làm việc này; hãy hỏi người quản trị."
    en = "Your role may not do this; please ask the administrator."


class FormExpired(VisitError):
    """A form came without the secret of its session, or from another site."""

    code = "form_expired"
    http_status = 403
    vi = "Biểu mẫu đã hết hạn; hãy tải lại trang rồi làm lại."
    en = "The form has expired; please load the page again and repeat."


class DossierChanged(VisitError):
    """Somebody else has corrected what is to be corrected. Details: ``dossier``."""

    code = "dossier_changed"
    http_status = 409
    vi = "Hồ sơ {dossier} vừa được người khác sửa nên chưa làm gì; hãy xem lại rồi làm tiếp."
    en = "Dossier {dossier} was changed meanwhile, so nothing was done; please look at it again and repeat."


class ItemChanged(VisitError):
    """Somebody else has dealt with what lies in quarantine. Details: ``item``."""

    code = "item_changed"
    http_status = 409
    vi = "{item} vừa được người khác xử lý nên chưa làm gì; hãy xem lại rồi làm tiếp."
    en = "{item} was dealt with by somebody else meanwhile, so nothing was done; please look at it again."


class DossierBusy(VisitError):
    """The page is in hand to be read and cannot be turned at this moment."""

    code = "dossier_busy"
    http_status = 409
    retryable = True
    vi = "Trang đang được đọc lại; hãy chờ vài giây rồi thử lại."
    en = "The page is being read again; please wait a few seconds and try again."


class RequestTooLarge(VisitError):
    """A request with more bytes than are taken there."""

    code = "request_too_large"
    http_status = 413
    vi = "Yêu cầu gửi lên quá lớn."
    en = "What was sent is too large."


class RequestTooSlow(VisitError):
    """A request whose bytes did not come in time."""

    code = "request_too_slow"
    http_status = 408
    retryable = True
    vi = "Dữ liệu gửi lên quá chậm; hãy thử lại."
    en = "What was sent came too slowly; please try again."


class TokenNeeded(VisitError):
    """A program came without a token that holds."""

    code = "token_needed"
    http_status = 401
    vi = "Cần mã truy cập còn hiệu lực: Authorization: Bearer …; tạo bằng lệnh: sohoa tokens add."
    en = "A token that holds is needed: Authorization: Bearer …; make one with: sohoa tokens add."


class TokenNotFound(VisitError):
    """No program's token has this name. Details: ``name``."""

    code = "token_not_found"
    exit_code = ExitCode.NOT_FOUND
    http_status = 404
    vi = "Không có mã truy cập {name}; xem danh sách bằng lệnh: sohoa tokens list."
    en = "There is no token {name}; list them with: sohoa tokens list."


class InvalidRequest(VisitError):
    """A request that is not of the form that is documented. Details: ``vi`` and ``en``, what is wrong."""

    code = "invalid_request"
    http_status = 422
    vi = "Yêu cầu không đúng dạng: {vi}."
    en = "The request is not of the form that is asked for: {en}."


class AddressNotFound(VisitError):
    """Nothing is at this address."""

    code = "address_not_found"
    exit_code = ExitCode.NOT_FOUND
    http_status = 404
    vi = "Không có gì ở địa chỉ này."
    en = "There is nothing at this address."


class MethodNotAllowed(VisitError):
    """The address does not take this method."""

    code = "method_not_allowed"
    http_status = 405
    vi = "Địa chỉ này không nhận phương thức đó."
    en = "This address does not take that method."


class UserNotFound(VisitError):
    """Nobody has this name. Details: ``name``."""

    code = "user_not_found"
    exit_code = ExitCode.NOT_FOUND
    http_status = 404
    vi = "Không có người dùng {name}; xem danh sách bằng lệnh: sohoa users list."
    en = "There is no user {name}; list them with: sohoa users list."
