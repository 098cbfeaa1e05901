"""Temporary files: the dead's are removed, the living's are not."""

from __future__ import annotations

import os
from datetime import timedelta

from archive.archive import open_archive
from archive.scratch import LONGEST_UPLOAD, drop_own_scratch, own_scratch, sweep
from config.clock import wall_clock
from config.home import Home
from config.process import ProcessIdentity


def test_only_what_the_dead_left_is_removed(home: Home) -> None:
    home.open()
    me = ProcessIdentity.current()
    dead = home.scratch / str(ProcessIdentity(me.host, me.pid, me.started - 1))
    other_host = home.scratch / "elsewhere.1.1"
    for folder in (own_scratch(home), dead, other_host):
        folder.mkdir()
        (folder / "half").write_bytes(b"x")
    assert sweep(home) == 1
    assert sorted(home.scratch.iterdir()) == sorted([own_scratch(home), other_host])
    drop_own_scratch(home)
    assert list(home.scratch.iterdir()) == [other_host]


def test_whoever_opens_the_archive_clears_away_what_the_dead_left(home: Home) -> None:
    home.open()
    me = ProcessIdentity.current()
    dead = home.scratch / str(ProcessIdentity(me.host, me.pid, me.started - 1))
    dead.mkdir()
    with open_archive(home):
        assert list(home.scratch.iterdir()) == []
        dead.mkdir()
    assert list(home.scratch.iterdir()) == []


def test_uploads_of_before_that_nobody_can_be_sending_any_more_are_removed(home: Home) -> None:
    home.open()
    old, new = home.path / ".upload-old", home.path / ".upload-new"
    for folder in (old, new):
        (folder / "1").mkdir(parents=True)
        (folder / "1" / "half.jpg").write_bytes(b"x")
    long_ago = (wall_clock() - LONGEST_UPLOAD - timedelta(minutes=1)).timestamp()
    os.utime(old, (long_ago, long_ago))
    (home.path / ".upload-link").symlink_to(new)
    assert sweep(home) == 1
    assert not old.exists() and (new / "1" / "half.jpg").is_file()
