"""The desk as a process: it answers browsers, beside an engine or with its own, and ends when it is told to."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

import pytest

from archive.archive import open_archive
from archive.web.serve import listen
from archive.work.lock import engine_lock
from config.errors import ExitCode
from config.home import Home
from config.settings import WebSettings
from tests.serving import ROOT, ended, free_port, password_said, running, unverified
from tests.waiting import wait_until


def test_the_first_start_tells_a_password_with_which_one_comes_in(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with running(home, "serve", "--port", free_port()) as (process, address):
        password = password_said(home)
        form = urlencode({"name": "admin", "password": password}).encode()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with opener.open(f"{address}login", data=form, timeout=30) as page:
            assert page.url == f"{address}password" and "riêng" in page.read().decode()
        assert ended(process, signal.SIGTERM) == ExitCode.OK
    assert not list((home / "scratch").iterdir()), "it cleared up after itself"
    with running(home, "serve", "--port", free_port()) as (process, _):
        assert password not in (tmp_path / "said.txt").read_text(encoding="utf-8")
        assert ended(process, signal.SIGINT) == ExitCode.INTERRUPTED


def test_it_answers_while_another_is_the_engine(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with open_archive(Home(home)) as archive, engine_lock(archive.home) as mine:
        assert mine
        with running(home, "serve", "--port", free_port()) as (process, _):
            assert ended(process, signal.SIGTERM) == ExitCode.OK


def test_up_is_agent_engine_and_desk_in_one(tmp_path: Path) -> None:
    home, scans = tmp_path / "home", tmp_path / "scans"
    scans.mkdir()
    home.mkdir()
    (home / "sohoa.toml").write_text(f'[[sources]]\nkind = "folder"\npath = "{scans}"\n', encoding="utf-8")
    with running(home, "up", "--port", free_port()) as (process, _):
        with open_archive(Home(home)) as archive:
            wait_until(lambda: not _engine_is_free(archive.home), "its engine")
        assert ended(process, signal.SIGTERM) == ExitCode.OK


def _engine_is_free(home: Home) -> bool:
    with engine_lock(home) as mine:
        return mine


@pytest.mark.parametrize("given", [["--port", "{taken}"], ["--tls-cert", "{none}", "--tls-key", "{none}"]])
def test_what_it_cannot_have_is_one_sentence(tmp_path: Path, given: list[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        words = [each.format(taken=taken.getsockname()[1], none=tmp_path / "none.pem") for each in given]
        command = [sys.executable, "-m", "scanner_agent", "--home", str(tmp_path / "home"), "serve", *words]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == ExitCode.USAGE and done.stderr.count("\n") == 1


def test_over_tls_the_cookie_is_for_tls_alone(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True, env=os.environ)
    options = ["--port", free_port(), "--tls-cert", certificate, "--tls-key", key]
    with running(tmp_path / "home", "serve", *options) as (_, address):
        assert address.startswith("https://")
        with urllib.request.urlopen(f"{address}login", timeout=5, context=unverified(address)) as page:
            assert page.headers["strict-transport-security"]


def test_small_answers_do_not_wait_for_the_browser_to_acknowledge_their_heads() -> None:
    with listen(WebSettings(port=free_port())) as here, socket.create_connection(here.getsockname()):
        accepted, _ = here.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
