"""What differs between two Libraries: clauses by permanent id, words marked inside the sentence, what each change touches."""

from .compare import compare
from .record import Aspect, Changes, ClauseChange, EntryChange, RegulationChange

__all__ = ["Aspect", "Changes", "ClauseChange", "EntryChange", "RegulationChange", "compare"]
