"""Names of delivered files in an export."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.export import safe_name


@given(st.text(max_size=255))
def test_any_name_is_one_that_a_folder_takes(name: str) -> None:
    safe = safe_name(name)
    assert safe and Path(safe).name == safe and safe not in (".", "..")
    assert len(safe.encode()) <= 200 and safe.isprintable()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("đơn\n2.pdf", "đơn_2.pdf"),
        ("\u202efdp.đơn.exe", "_fdp.đơn.exe"),
        ("ă" * 127, "ă" * 100),
        ("ă" * 120 + ".pdf", "ă" * 90 + ".pdf"),
        ("...", "file"),
        ("", "file"),
    ],
)
def test_names_that_would_do_harm(name: str, safe: str) -> None:
    assert safe_name(name) == safe
