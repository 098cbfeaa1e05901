"""Badly scanned papers of invented companies, drawn afresh: for `sohoa demo`, and for tests that need exact truth."""

from scanner_agent.demo.ink import Seal
from scanner_agent.demo.paper import Drawing, Paper
from scanner_agent.demo.stack import DemoSheet, case_rows, draw_stack
from scanner_agent.demo.wear import Wear, scan

__all__ = ["DemoSheet", "Drawing", "Paper", "Seal", "Wear", "case_rows", "draw_stack", "scan"]
