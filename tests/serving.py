"""A `sohoa` process that answers browsers, as a test starts, kills and ends it."""

from __future__ import annotations

import re
import signal
import socket
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.waiting import wait_until

ROOT = Path(__file__).parents[1]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def running(home: Path, *arguments: object) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A `sohoa` that answers; with the address at which it said it is."""
    command = [sys.executable, "-m", "scanner_agent", "--home", str(home), *map(str, arguments)]
    said = home.with_name("said.txt")
    with said.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, text=True)
    try:
        wait_until(lambda: "http" in said.read_text(encoding="utf-8"), "its address")
        (address,) = re.findall(r"https?://\S+", said.read_text(encoding="utf-8"))
        wait_until(lambda: answers(address), "an answer")
        yield process, address
    finally:
        process.kill()
        process.wait()


def password_said(home: Path) -> str:
    """The one-time password that the first start of a home told."""
    (password,) = re.findall(r"[a-z2-9]{5}(?:-[a-z2-9]{5}){3}", home.with_name("said.txt").read_text(encoding="utf-8"))
    return password


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}login", timeout=5, context=unverified(address)) as page:
            return bool(page.status == 200)
    except urllib.error.URLError:
        return False


def unverified(address: str) -> ssl.SSLContext | None:
    """Takes the certificate that the test made itself; None where the address is without TLS."""
    return ssl._create_unverified_context() if address.startswith("https") else None


def ended(process: subprocess.Popen[str], how: signal.Signals) -> int:
    process.send_signal(how)
    return process.wait(30)
