"""Check written statements against the quotes that they cite, without a model."""

from assistant.checking.checker import Likeness, check
from assistant.checking.desk import Checker
from assistant.checking.records import Evidence, Fault, FaultKind, Judgement, Label

__all__ = ["Checker", "Evidence", "Fault", "FaultKind", "Judgement", "Label", "Likeness", "check"]
