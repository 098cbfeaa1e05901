"""The HTTP API of the desk, for programs."""
