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

__all__ = [
    "MEANING",
    "Basis",
    "By",
    "Change",
    "Commitment",
    "Group",
    "Level",
    "Link",
    "Mention",
    "Parent",
    "Reading",
    "Register",
    "Said",
    "StatusWords",
    "Tally",
]
