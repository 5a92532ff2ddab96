"""Provinces, cities, centers and counters: the rules as they apply to each, and what its forms are filled with."""

from .overlay import Overlays, in_force
from .period import BadPeriod, Period
from .values import made_out, nobody, slot_facts, unit_values

__all__ = ["BadPeriod", "Overlays", "Period", "in_force", "made_out", "nobody", "slot_facts", "unit_values"]
