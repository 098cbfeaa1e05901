"""The grammar of procedure codes."""

import pytest

from config.codes import is_procedure_code


@pytest.mark.parametrize("text", ["2.000648", "1.005190", "2.000648.000.00.00.H50", "1.000948.H38", "3.000001"])
def test_codes_with_and_without_a_local_tail(text: str) -> None:
    assert is_procedure_code(text)


@pytest.mark.parametrize(
    "text", ["", "4.000648", "2.00648", "2.0006481", "2.000648.H5", "2.000648.", "2-000648", " 2.000648", "2.000648\n"]
)
def test_what_is_no_code_is_refused(text: str) -> None:
    assert not is_procedure_code(text)
