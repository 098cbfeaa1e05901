"""HEIC: a telephone's photograph is a page; one that breaks off is not."""

from __future__ import annotations

import base64
from pathlib import Path

import numpy as np
import pytest

from config import errors
from ocr.decode import Budget, pixels
from tests.unit.ocr.decode.delivered import array, pages_of, sheet

# `sheet(96, 128, "RGB", seed=5)` coded by libheif 1.21 with x265 at quality 40: what sohoa installs only decodes.
_PHOTO = base64.b64decode(
    """
AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAVZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAA
AAAERAAAEAAQAAAAABegABAAAAAAAABC0AAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA1mlwcnAA
AAC3aXBjbwAAAHhodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQArQgEBA3AAAAMAkA
AAAwAAAwAeoDCAgWW6kkprm4CGgwIAAAMAMgAAAwACEGIAAQAHRAHBcrAiQAAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAABgAAAA
gAAAABBwaXhpAAAAAAMICAgAAAAXaXBtYQAAAAAAAAABAAEEgQIDBAAABDVtZGF0AAAEKSgBr1ivZKfu/mf/6/m+GpuETuDfpa50mItbVySN6o
lUoTl1oCfEFF+4331Zn4GJCIZPPp6w5ByBBwhAIaX/fE6tfP8uT0T4vevSdhKVAaJUw/RTUSx/2NCbJEgrFnsFWs+28YI3LBaworX2DygjhbgF
UolAZdFBNb85rx3qpufvux4xYsZBBo1jMVSCoyTJRXbuwk/Mgd5yG3M6zUzi36fKxKZATqaeRq9d1SlHmMlb15XlJC3LhIVIjbYOrGdPa9XMca
PNUFldMbOqVOC5jrgOcej6H9lxCYRwDs9l12Sy8M1quu4peKaMWie33bZgXgftmRxot6HntRwa/aOlsKHHjtqDaFL7Yy9vlLyVkGXsUdyTLthm
rV31Tq5Z4k6thgSirxaxXOsAkYyJTgiW3nzbeGsw7EHJ5DWJ7ls5V2+TluJST4VTKv8vq4rUp9lLmBRbKAyM039s2nFGN/iF7h6hBIibdYb/A4
Hq2nPRc9mCwjinLjzj85PwcOc9NTPDaG+0O0EmJCx654YfEyIqhHoB5Ahr7ES8zNQyGR+yVpJ9bAUZ9gWLSpBteZS4QN42tReguuNyaZ/LiQob
TTWkW077XFt0m+wBKgS/CN94nYtyGzC9MrRbwtIGKB7Owi2FOBmViYiAeIwMYoW88CPqlYArSazHp26QwuALDWeQZGcGahulMWNvaiQOQYsVhw
kq5rIOgGTBz+qYGAdY4yPexMXsZyfWACGk+aiUA1WotPfnPwkDAkpmrZjuqaJ+cF3CwU2dRDQZ0aR3XaHeq4Tiu3vww7wl0rEHt97U0n9RRpy+
y9odckmkoupudNMlV/HjPCGjusIrc1n1NZ/T5eD0Rl6en47aD171NGJRVMveDOMRzYZvFx2klChOaHas8BUTP34hn7xImaxxahhx1xk1kyUBlZ
C7P9hRuwPnpta5huS6TPCiQ4Yl1JPHRwpgaYehBqyeuhrDffNRzNqmXRTvJPEDNvjjOCNl1u9252vTCKtNa4dQ+v2MlJ2CJV1q+AvZJKIoqTvU
p6hHIx6X0+w8dEpwfNy7IngnYx8mwJ3+M8sson8ujACFKcLzh+ljNjORBWr/UbIQF43+ihYV0S2EzkNAdzxFBFRgKBQJ1O8LLISmIdYufhCZaA
47qTpKUNaQ4R8Adz5iMjqqtP4MwwITHy8DmdlRENHZNFmS0vagCfgnlKdWP6E2PiEna6PiGyw8OWfuO5uYsR2U4u51i6nsk/X8DB46z3QasVs0
RjsoKyUsxreQMb2Dc07lm5SgGVP9BfOGWTiiz1Ojig5yrfaA1cQi814ZpAwJruM0FyBgGf3mQHJMumgoS9pf8AgSJvY/xkoJApQRcARrcbt/0o
ouTc+5yDUm8Vnv6tKoT79KpVDd0D0XtEXIkmRmC/jpD+vA61wq4UuqBAA/3g==
"""
)


def test_a_photograph_is_a_page(tmp_path: Path) -> None:
    (page,) = pages_of(tmp_path, _PHOTO)
    drawn = array(sheet(96, 128, "RGB", seed=5))
    assert (page.info.width, page.info.height, page.info.format) == (96, 128, "png")
    assert np.abs(pixels(page).astype(int) - drawn).mean() < 8


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.99])
def test_one_that_breaks_off_is_none(tmp_path: Path, share: float) -> None:
    with pytest.raises(errors.RejectedFile):
        pages_of(tmp_path, _PHOTO[: int(len(_PHOTO) * share)])


def test_its_size_is_judged_before_it_is_decoded(tmp_path: Path) -> None:
    with pytest.raises(errors.TooManyPixels):
        pages_of(tmp_path, _PHOTO, Budget(10_000, 10, 1_000_000))


def test_a_video_is_none(tmp_path: Path) -> None:
    with pytest.raises(errors.UnknownFormat, match="video"):
        pages_of(tmp_path, b"\0\0\0\x14ftypisom\0\0\2\0isom" + bytes(100))
