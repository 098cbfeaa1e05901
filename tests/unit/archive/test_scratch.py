"""Temporary files: the dead's are removed, the living's are not."""

from __future__ import annotations

from archive.archive import open_archive
from archive.scratch import drop_own_scratch, own_scratch, sweep
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
