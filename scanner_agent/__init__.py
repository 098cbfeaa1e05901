"""Collects what scanners put out and offers the `sohoa` command."""
