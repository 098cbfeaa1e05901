"""`sohoa tokens`: shown once, listed without, taken away."""

from __future__ import annotations

from tests.command import Sohoa


def test_a_token_is_shown_once_and_taken_away(sohoa: Sohoa) -> None:
    code, made = sohoa("tokens", "add", "One-Stop", "--role", "clerk", "--desk", "quay-1")
    assert code == 0 and made["name"] == "one-stop" and made["token"].startswith("sohoa_")
    code, listed = sohoa("tokens", "list")
    assert [(each["name"], each["role"], each["desks"]) for each in listed["tokens"]] == [
        ("one-stop", "clerk", ["quay-1"])
    ]
    assert made["token"] not in str(listed)
    assert sohoa("tokens", "add", "one-stop", "--role", "clerk")[0] == 2
    assert sohoa("tokens", "remove", "one-stop") == (0, {"removed": "one-stop"})
    assert sohoa("tokens", "remove", "one-stop")[0] == 3
