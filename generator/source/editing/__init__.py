"""Changing a source exactly: one value, key or entry of its text, every other byte as it was."""

from .document import Document, NotExact, Unreadable
from .emit import Quoted, Unwritable, Value
from .tree import NoSuchPlace, Path, Step

__all__ = ["Document", "NoSuchPlace", "NotExact", "Path", "Quoted", "Step", "Unreadable", "Unwritable", "Value"]
