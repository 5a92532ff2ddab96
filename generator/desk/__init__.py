"""The editor: a page on this machine in which the sources are changed, checked and saved. A front end, like `cli`."""

from .app import application
from .history import History
from .settings import Published, Settings

__all__ = ["History", "Published", "Settings", "application"]
