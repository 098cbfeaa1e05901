"""The sheet of a photograph and the map that lays it flat."""

import json

import pytest

from ocr.sheet import Projective, Sheet

TILTED = Projective(1.1, 0.1, -20.0, 0.05, 1.2, -10.0, 1e-4, 2e-4, 1.0)


def test_a_map_without_perspective_is_an_affine_one() -> None:
    assert Projective(2, 0, 5, 0, 3, 7).apply(10, 20) == (25, 67)


def test_what_is_twice_as_far_is_half_as_large() -> None:
    assert Projective(g=0.01).apply(100, 50) == pytest.approx((50, 25))


def test_a_sheet_comes_back_from_its_stored_form() -> None:
    kept = Sheet(1654, 2339, 200.0, TILTED)
    assert Sheet.from_list(json.loads(json.dumps(kept.to_list()))) == kept


@pytest.mark.parametrize(("width", "height", "dpi"), [(0, 10, 200.0), (10, 0, 200.0), (10, 10, 0.0)])
def test_a_sheet_has_a_size(width: int, height: int, dpi: float) -> None:
    with pytest.raises(ValueError, match="not a sheet"):
        Sheet(width, height, dpi, TILTED)
