"""Measurements: how well and how fast sohoa works, on pages whose truth is known."""
