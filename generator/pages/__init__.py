"""Library → Markdown pages and their navigation. Templates and hand-written pages are handed in as text."""

from .bundles import bundled
from .help import illustrated
from .look import stylesheet
from .site import navigation, render
from .stationery import Download, FormFiles

__all__ = ["Download", "FormFiles", "bundled", "illustrated", "navigation", "render", "stylesheet"]
