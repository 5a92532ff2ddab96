"""Library → Markdown pages and their navigation. Templates and hand-written pages are handed in as text."""

from .look import stylesheet
from .site import navigation, render
from .stationery import FormFiles

__all__ = ["FormFiles", "navigation", "render", "stylesheet"]
