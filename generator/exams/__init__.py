"""The question bank: written questions resolved, questions derived from facts and duties, what both are worth."""

from .derive import derived
from .items import Choice, Item, item_of, items, written
from .quantities import canonical, quantities

__all__ = ["Choice", "Item", "canonical", "derived", "item_of", "items", "quantities", "written"]
