"""What comes from outside: lists of units in tables. Hostile or broken files are refused with a message, never a trace."""

from .units import read_units

__all__ = ["read_units"]
