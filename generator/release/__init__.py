"""A release: what is in the archive, where, and whether an archive still is what was released."""

from .contents import LIST, README, Listed, Part, about, listed
from .verdict import Verdict, verify

__all__ = ["LIST", "README", "Listed", "Part", "Verdict", "about", "listed", "verify"]
