"""What is known of devices: which of their files are no scans, and what their names say of jobs and pages."""

from __future__ import annotations

import pytest

from config.errors import UsageError
from scanner_agent.batches import Counted, OpenBatch, feeder_order, place
from scanner_agent.profiles import PROFILES, profile_named

KYOCERA, KONICA = PROFILES["kyocera"].jobs, PROFILES["konica-minolta"].jobs

SKMBT = "skmbt_c30004102315230"
"""A name of the manual."""


def test_a_profile_that_nobody_knows_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(UsageError) as caught:
        profile_named("brother")
    assert all(name in caught.value.sentence("en") for name in PROFILES)


@pytest.mark.parametrize(
    ("profile", "name"),
    [
        *[("xerox", name) for name in ("NETSCAN.DAT", "NEXTNAME.DAT", "NETSCAN.XST", "XSMDESC.DAT")],
        ("hp", "Scan001.xml"),
        ("paperstream", "index.csv"),
    ],
)
def test_sidecars_are_no_scans(profile: str, name: str) -> None:
    assert profile_named(profile).is_ignored(name) and not profile_named("generic").is_ignored(name)


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_takes_pages_leaves_what_is_under_way_and_knows_locks(profile: str) -> None:
    known = profile_named(profile)
    for name in ("00000001.TIF", "SCN_0001.tif.1", "SKMBT_C30004102315230_0001.JPG", "Đơn.pdf"):
        assert not (known.is_ignored(name) or known.is_unfinished(name))
    assert known.is_unfinished(".pureftpd-upload.5f") and known.is_unfinished("SCN_0001.jpg.part")
    assert known.is_lock("scan.lock")


def test_xerox_locks_with_a_folder() -> None:
    assert profile_named("xerox").is_lock("XEROX-LOCK") and not profile_named("generic").is_lock("XEROX-LOCK")


@pytest.mark.parametrize(
    ("profile", "name", "counted"),
    [
        ("kyocera", "abcdefg0001_003.TIF", Counted("abcdefg0001_", 3, "abcdefg0001")),
        ("kyocera", "scan0001.pdf", Counted("scan", 1)),
        ("konica-minolta", f"{SKMBT.upper()}_0001.JPG", Counted(f"{SKMBT}_", 1, SKMBT)),
        ("konica-minolta", f"{SKMBT.upper()}.PDF", Counted(SKMBT, None, SKMBT)),
        ("generic", f"{SKMBT.upper()}_0001.JPG", Counted(f"{SKMBT}_", 1)),
    ],
)
def test_what_a_name_says(profile: str, name: str, counted: Counted) -> None:
    assert Counted.of(name, PROFILES[profile].jobs) == counted


def open_job(*names: str, number: int = 1) -> OpenBatch:
    batch = OpenBatch(number, "", 100.0)
    for name in names:
        batch.add(name, 100.0, (*KYOCERA, *KONICA))
    return batch


def joined(name: str, *batches: OpenBatch, counted: bool = True) -> OpenBatch | None:
    return place(name, "", 110.0, batches, 60.0, counted, (*KYOCERA, *KONICA)).batch


def test_another_job_in_the_name_is_another_job_whatever_page_comes_first() -> None:
    first = open_job("abcdefg0001_001.tif", "abcdefg0001_003.tif")
    assert joined("abcdefg0002_002.tif", first) is None
    second = open_job("abcdefg0002_002.tif", number=2)
    assert joined("abcdefg0002_001.tif", first, second) is second
    assert joined("abcdefg0001_002.tif", first, second) is first


def test_one_file_a_job_is_a_job_of_its_own_and_the_same_name_again_another() -> None:
    first = open_job("SKMBT_C30004102315230.PDF")
    assert joined("SKMBT_C30004102315240.PDF", first) is None
    assert joined("SKMBT_C30004102315230.PDF", first) is None


def test_a_job_counter_that_began_anew_is_a_new_job() -> None:
    assert joined("abcdefg0001_001.tif", open_job("abcdefg0001_001.tif", "abcdefg0001_002.tif")) is None


def test_names_that_a_user_gave_are_placed_as_ever() -> None:
    first = open_job("abcdefg0001_001.tif")
    assert joined("don.pdf", first) is first
    assert joined("abcdefg0002_001.tif", first, counted=False) is first


def test_the_page_is_the_last_number_in_the_name_so_that_the_feeder_s_order_is_the_page_s() -> None:
    names = ["abcdefg0001_003.tif", "abcdefg0001_001.tif", "SKMBT_C30004102315230_0002.JPG"]
    assert feeder_order(names) == [1, 0, 2]
    for name in names:
        assert Counted.of(name).number == Counted.of(name, (*KYOCERA, *KONICA)).number
