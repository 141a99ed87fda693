"""The commitments register: what councils' papers commit to, followed from paper to paper."""

from assistant.commitments.likeness import MEANING
from assistant.commitments.records import (
    Basis,
    By,
    Change,
    Commitment,
    Group,
    Level,
    Link,
    Mention,
    Parent,
    Reading,
    Said,
    StatusWords,
    Tally,
)
from assistant.commitments.register import Register
from assistant.commitments.timeline import Lane, Mark, Timeline, timeline_of

__all__ = [
    "MEANING",
    "Basis",
    "By",
    "Change",
    "Commitment",
    "Group",
    "Lane",
    "Level",
    "Link",
    "Mark",
    "Mention",
    "Parent",
    "Reading",
    "Register",
    "Said",
    "StatusWords",
    "Tally",
    "Timeline",
    "timeline_of",
]
