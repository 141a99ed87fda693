"""A new officer's first week: duties, objectives, changes, deciders, a reading path and more, in checked quotes."""

from assistant.briefing.briefings import BriefError, Briefings
from assistant.briefing.records import Brief, Stop, statements_in

__all__ = ["Brief", "BriefError", "Briefings", "Stop", "statements_in"]
