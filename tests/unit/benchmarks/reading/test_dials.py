"""A dial changes its one trouble, and the text of the page stays what it was."""

import io

import numpy as np
import pytest
from PIL import Image

from benchmarks.reading.dials import DIALS, DPI, PAPERS, page_at

EASIEST = {dial.name: dial.settings[0] for dial in DIALS}


@pytest.mark.parametrize("dial", ["skew", "noise", "seal", "show-through"])
def test_every_setting_gives_another_page_of_the_same_text(dial: str) -> None:
    hardest = next(each.settings[-1] for each in DIALS if each.name == dial)
    (one, easy), (other, hard) = (page_at(dial, setting, *PAPERS[:2]) for setting in (EASIEST[dial], hardest))
    assert one.lines == other.lines
    assert easy != hard


def test_the_resolution_dial_changes_the_resolution_alone() -> None:
    drawing, jpeg = page_at("dpi", 100, *PAPERS[:2])
    with Image.open(io.BytesIO(jpeg)) as image:
        assert image.info["dpi"] == (100, 100)
        assert image.width == pytest.approx(DPI * 210 / 25.4 / 3, abs=2)
    finer, _ = page_at("dpi", 300, *PAPERS[:2])
    assert " ".join(drawing.lines) == " ".join(finer.lines)


def test_a_darker_seal_takes_more_red_light() -> None:
    def red(darkness: float) -> float:
        return float(page_at("seal", darkness, *PAPERS[:2])[0].pixels[:, :, 0].mean())

    assert np.all(np.diff([red(setting) for setting in (0.0, 0.4, 0.8)]) < 0)
