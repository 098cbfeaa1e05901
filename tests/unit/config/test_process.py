"""Who is meant by a process, and whether it still lives."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from config.process import ProcessIdentity
from tests.waiting import wait_until


def test_this_process_lives_and_is_found_again_in_writing() -> None:
    me = ProcessIdentity.current()
    assert me.pid == os.getpid() and me.started > 0
    assert not me.is_dead
    assert ProcessIdentity.parse(str(me)) == me


def test_a_number_that_was_given_to_another_process_is_a_dead_one() -> None:
    me = ProcessIdentity.current()
    assert ProcessIdentity(me.host, me.pid, me.started - 1).is_dead


def test_an_ended_process_is_dead() -> None:
    child = subprocess.Popen([sys.executable, "-c", "pass"])
    child.wait()
    me = ProcessIdentity.current()
    assert ProcessIdentity(me.host, child.pid, me.started).is_dead


def test_a_killed_process_is_dead_before_anybody_has_reaped_it() -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    started = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()[19]
    identity = ProcessIdentity(ProcessIdentity.current().host, child.pid, int(started))
    assert not identity.is_dead
    child.kill()
    wait_until(lambda: identity.is_dead, "the killed process to be dead")
    assert child.wait() == -signal.SIGKILL


def test_of_another_host_nothing_is_known() -> None:
    assert not ProcessIdentity("elsewhere", 1, 1).is_dead


@pytest.mark.parametrize("text", ["", "tmp", "host.x.1", "host.1", ".1.2"])
def test_other_names_are_no_process(text: str) -> None:
    assert ProcessIdentity.parse(text) is None
