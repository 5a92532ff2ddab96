"""The command line: the only part that prints, reads the clock, or starts another program."""

from .app import main

__all__ = ["main"]
