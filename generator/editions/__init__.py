"""Editions of the regulations: which one binds on a day, and the Library as it was on that day."""

from .history import Entry, Held, History, State
from .trim import trimmed

__all__ = ["Entry", "Held", "History", "State", "trimmed"]
