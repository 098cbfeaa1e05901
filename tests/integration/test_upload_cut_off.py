"""A desk that dies while it takes an upload in: the next start clears its half away, and nothing else."""

from __future__ import annotations

import re
import signal
import threading
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlencode

from archive.archive import open_archive
from archive.scratch import own_scratch
from archive.verify import verify
from config.home import Home
from config.process import ProcessIdentity
from tests.e2e.papers import PASSWORD, admit
from tests.serving import ended, free_port, running
from tests.waiting import wait_until

UPLOAD_BYTES = 120_000_000
"""Of which laying down and hashing takes longer than it takes to look."""
BOUNDARY = "----between-the-parts"


def logged_in(address: str) -> tuple[urllib.request.OpenerDirector, str]:
    """A browser of the clerk's, and the secret of its session."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    form = urlencode({"name": "clerk", "password": PASSWORD}).encode()
    with opener.open(f"{address}login", data=form, timeout=30):
        pass
    with opener.open(f"{address}password", timeout=30) as page:
        found = re.search(r'name="csrf" value="([^"]+)"', page.read().decode())
    assert found
    return opener, found[1]


def upload(opener: urllib.request.OpenerDirector, address: str, secret: str, name: str, size: int) -> None:
    """Drop one file in; a server that dies meanwhile is what the test wants."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode()
    body = head + bytes([name.encode()[0]]) * size + f"\r\n--{BOUNDARY}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "X-CSRF-Token": secret}
    try:
        with opener.open(urllib.request.Request(f"{address}desk/upload", body, headers), timeout=60):
            pass
    except (urllib.error.URLError, OSError, HTTPException):
        return


def test_what_a_killed_desk_was_taking_in_is_cleared_away_and_nothing_else(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    with open_archive(home) as archive:
        kept = archive.objects.put(b"taken in before")
    admit(home.path)
    with open_archive(home) as archive, archive.objects.incoming() as living:
        living.write_bytes(b"of a process that lives")
        with running(home.path, "serve", "--port", free_port()) as (process, address):
            opener, secret = logged_in(address)
            upload(opener, address, secret, "whole.jpg", 1000)
            sending = threading.Thread(target=upload, args=(opener, address, secret, "half.jpg", UPLOAD_BYTES))
            sending.start()
            wait_until(lambda: _laid_down(home, process.pid), "the upload on its way in")
            ended(process, signal.SIGKILL)
            sending.join()
        assert _laid_down(home, process.pid), "it was killed in the middle"
        with running(home.path, "serve", "--port", free_port()) as (process, _):
            others = [each for each in home.scratch.iterdir() if each != own_scratch(home)]
            assert {ProcessIdentity.parse(each.name).pid for each in others} <= {process.pid}  # type: ignore[union-attr]
            ended(process, signal.SIGTERM)
        assert living.read_bytes() == b"of a process that lives"
        assert archive.objects.read(kept) == b"taken in before"
        *_, report = verify(archive)
        assert report.ok
    assert not list(home.path.glob(".upload-*"))


def _laid_down(home: Home, pid: int) -> bool:
    """Whether a file of an upload lies in the scratch of this process."""
    return any(path.is_file() for path in home.scratch.glob(f"*.{pid}.*/*/*/half.jpg"))
