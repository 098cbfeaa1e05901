"""Coming in and going out: sessions, their ends, pauses after failures, passwords that must be changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from archive.archive import Archive
from archive.events import broken_links
from archive.models import Event, LoginFailures, Role, User, WebSession
from archive.web.security import accounts, limits
from archive.web.security.sessions import hash_of
from config.errors import UsageError
from tests.unit.archive.web.browser import PASSWORD, Browser
from tests.unit.archive.web.conftest import Clock

Open = Callable[..., Browser]


def kinds(archive: Archive) -> list[str]:
    with archive.ledger.read() as session:
        return [event.kind for event in session.query(Event).order_by(Event.id)]


def test_the_cookie_is_for_the_server_alone_and_the_ledger_has_only_its_hash(archive: Archive, browser: Open) -> None:
    answer = browser().log_in("clerk")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie and "Path=/" in cookie
    id_ = answer.cookies["sohoa"]
    with archive.ledger.read() as session:
        assert session.query(WebSession).one().id_sha256 == hash_of(id_) != id_


def test_a_session_that_was_planted_is_not_the_one_after_login(browser: Open) -> None:
    planted = browser("clerk")
    victim = browser()
    victim.client.cookies.set("sohoa", planted.client.cookies["sohoa"])
    fresh = victim.log_in("archivist").cookies["sohoa"]
    assert fresh != planted.client.cookies["sohoa"]
    assert planted.get("/").status_code == 303, "the planted one must be over"


def test_whoever_logs_out_is_out(browser: Open) -> None:
    clerk = browser("clerk")
    cookie = clerk.client.cookies["sohoa"]
    assert clerk.post("/logout").headers["location"] == "/login"
    clerk.client.cookies.set("sohoa", cookie)
    assert clerk.get("/").status_code == 303


def test_an_idle_session_ends(browser: Open, clock: Clock) -> None:
    clerk = browser("clerk")
    for _ in range(3):
        clock.advance(minutes=20)
        assert clerk.get("/").status_code == 200
    clock.advance(minutes=31)
    assert clerk.get("/").headers["location"] == "/login?next=%2F"


def test_a_session_in_use_ends_after_a_day_of_work(browser: Open, clock: Clock) -> None:
    clerk, answers = browser("clerk"), []
    for _ in range(31):
        clock.advance(minutes=20)
        answers.append(clerk.get("/").status_code)
    assert answers == [200] * 30 + [303]


@pytest.mark.parametrize("name", ["clerk", "khong-co-ai"])
def test_wrong_names_and_wrong_passwords_are_answered_alike(browser: Open, name: str) -> None:
    answer = browser().log_in(name, "wrong wrong wrong")
    assert answer.status_code == 401 and "Tên hoặc mật khẩu không đúng." in answer.text


@pytest.mark.parametrize("name", ["clerk", "khong-co-ai"])
def test_failures_make_wait_longer_and_longer(browser: Open, clock: Clock, name: str) -> None:
    one = browser()
    for _ in range(limits.FREE_OF_ACCOUNT):
        assert one.log_in(name, "wrong wrong wrong").status_code == 401
    assert one.log_in(name, PASSWORD).status_code == 429, "even the right one"
    clock.advance(seconds=2)
    assert one.log_in(name, "wrong wrong wrong").status_code == 401
    clock.advance(seconds=1)
    assert one.log_in(name, PASSWORD).status_code == 429
    clock.advance(seconds=2)
    assert one.log_in(name, PASSWORD).status_code == (303 if name == "clerk" else 401)


def test_one_address_cannot_try_every_name(browser: Open, archive: Archive) -> None:
    one = browser()
    answers = [one.log_in(f"ten-{number}", "wrong wrong wrong").status_code for number in range(21)]
    assert answers == [401] * 20 + [429]
    assert "web.login_paused" in kinds(archive)


def test_a_login_that_succeeds_is_no_failure_of_its_address(browser: Open, archive: Archive) -> None:
    browser("clerk")
    with archive.ledger.read() as session:
        assert [row.count for row in session.query(LoginFailures)] == [0]


def test_what_was_typed_is_in_no_event(browser: Open, archive: Archive) -> None:
    one = browser()
    one.log_in(PASSWORD, "hunter2 hunter2")
    one.log_in("clerk", "hunter2 hunter2")
    one.log_in("clerk")
    with archive.ledger.read() as session:
        said = repr([(event.subject, event.data) for event in session.query(Event)])
        assert not broken_links(session)
    assert PASSWORD not in said and "hunter2" not in said
    assert kinds(archive)[-3:] == ["web.login_refused", "web.login_refused", "web.login"]


@pytest.mark.parametrize(
    ("next_", "where"), [("/audit", "/audit"), ("//evil", "/"), ("/\\evil", "/"), ("https://evil", "/"), ("/\nx", "/")]
)
def test_after_the_login_one_stays_on_this_server(browser: Open, next_: str, where: str) -> None:
    assert browser().log_in("clerk", next=next_).headers["location"] == where


def test_a_login_that_another_site_sends_is_refused(browser: Open) -> None:
    form = {"name": "clerk", "password": PASSWORD}
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "http://evil"}):
        assert browser().client.post("/login", data=form, headers=headers).status_code == 403


def test_the_first_administrator_must_choose_a_password_of_their_own(archive: Archive, browser: Open) -> None:
    assert accounts.add_first(archive.ledger) is None, "there are people already"
    with archive.ledger.write() as work:
        user = accounts.add(work, "moi", Role.ADMINISTRATOR, [], PASSWORD)
    assert user.must_change
    one = browser()
    assert one.log_in("moi").headers["location"] == "/password"
    assert one.get("/audit").headers["location"] == "/password"
    too_short = one.post("/password", old=PASSWORD, new="ngắn", again="ngắn")
    assert too_short.status_code == 400 and "12" in too_short.text
    same = one.post("/password", old=PASSWORD, new=PASSWORD, again=PASSWORD)
    assert same.status_code == 400
    new = "mật khẩu của riêng tôi"
    assert one.post("/password", old=PASSWORD, new=new, again=new).headers["location"] == "/"
    assert one.get("/audit").status_code == 200


def test_a_changed_password_ends_the_other_sessions(browser: Open) -> None:
    one, other = browser("clerk"), browser("clerk")
    new = "mật khẩu của riêng tôi"
    assert one.post("/password", old="wrong wrong wrong", new=new, again=new).status_code == 401
    assert one.post("/password", old=PASSWORD, new=new, again=new).status_code == 303
    assert one.get("/").status_code == 200 and other.get("/").status_code == 303


def test_who_is_removed_or_given_a_password_is_out(archive: Archive, browser: Open) -> None:
    clerk, archivist = browser("clerk"), browser("archivist")
    with archive.ledger.write() as work:
        accounts.remove(work, accounts.need(work, "clerk"))
        accounts.give_password(work, accounts.need(work, "archivist"), "một mật khẩu khác")
    assert clerk.get("/").status_code == archivist.get("/").status_code == 303


def test_the_last_administrator_stays(archive: Archive) -> None:
    with pytest.raises(UsageError), archive.ledger.write() as work:
        accounts.remove(work, accounts.need(work, "administrator"))
    with archive.ledger.read() as session:
        assert session.query(User).where(User.role == Role.ADMINISTRATOR).count() == 1
