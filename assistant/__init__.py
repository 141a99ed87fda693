"""Question to checked answer. ``Assistant`` is the facade, and a LangChain Runnable."""

from assistant.assistant import Assistant
from assistant.records import Answer, Citation, Found, Note, Outcome, Statement

__all__ = ["Answer", "Assistant", "Citation", "Found", "Note", "Outcome", "Statement"]
