"""Every target takes its own seeds and seeds with a byte changed, and check sums are set right."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from PIL import Image

from fuzz import mending, seeds
from fuzz.targets import Target, targets


@pytest.mark.parametrize("target", targets().values(), ids=lambda target: target.name)
def test_seeds_and_slightly_spoilt_seeds_keep_the_contract(target: Target) -> None:
    chance = random.Random(target.name)
    for seed in target.seeds():
        target.attempt(seed)
        spoilt = bytearray(seed)
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
        target.attempt(target.mend(bytes(spoilt)) if target.mend else bytes(spoilt))


def test_a_breach_is_an_exception() -> None:
    from fuzz.targets import _of_file

    def breaks(path: object) -> None:
        raise AssertionError(path)

    with pytest.raises(AssertionError):
        _of_file(breaks)(b"")


def test_a_spoilt_png_has_the_check_sums_of_what_it_holds() -> None:
    sound = seeds.pngs()[1]
    assert mending.png(sound) == sound
    spoilt = sound[:17] + bytes([sound[17] ^ 1]) + sound[18:]  # a bit of the width
    with Image.open(io.BytesIO(mending.png(spoilt))) as opened:
        assert opened.size != (24, 32)


def test_a_spoilt_stored_file_of_a_zip_has_the_check_sum_of_what_it_holds() -> None:
    sound = seeds.archives()[1]
    assert mending.archive(sound) == sound
    at = sound.index(b"\xff\xd8") + 100
    spoilt = sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :]
    with zipfile.ZipFile(io.BytesIO(mending.archive(spoilt))) as archive:
        assert archive.testzip() is None
