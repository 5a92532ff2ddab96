"""YAML files → typed model with positions; everything wrong with them is a Problem."""

from .loader import Loaded, load, load_profiles
from .reader import MAX_BYTES, read_source

__all__ = ["MAX_BYTES", "Loaded", "load", "load_profiles", "read_source"]
