"""`python -m scanner_agent`: the same as `sohoa`, where the command is not on the path."""

from scanner_agent.cli import main

main()
