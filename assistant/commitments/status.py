"""Words that say how far something has come, found as a paper prints them; no rating is made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STEMS = (
    r"launch|develop|establish|complet|deliver|publish|implement|introduc|creat|start|commenc|pilot|trial|review|scop|"
    r"pause|end|clos|achiev|award|agre|adopt|approv|embed|recruit|train|appoint|accredit|reaccredit|commission|form|"
    r"roll|strengthen|assess|host|redesign|refresh|updat|expand|extend|improv|increas|secur|test|receiv|incorporat|"
    r"enabl|install|procur|fund|open|suspend|delay|postpon|cancel|withdraw|consult|draft"
)
_DONE = rf"(?:(?:{_STEMS})(?:d|ed|ted|led|ned|ped|n)|begun|held|set up|made|led|built|taken|given|put in place|set)"
_DOING = (
    rf"(?:(?:{_STEMS})(?:ing|ting|ling|ning|ping)|beginning|underway|under way|ongoing|on track|in place|in progress"
    r"|under review)"
)
_BETWEEN = r"(?:now|also|already|recently|currently|just|successfully|since|not|yet|not yet|fully|partly|been|being)"
_IN_A_SENTENCE = re.compile(
    rf"\b(?:(?:has|have|had|was|were|is|are|being|been)(?:\s+{_BETWEEN})*\s+"
    rf"(?:in the process of(?:\s+{_DOING})?|{_DONE}|{_DOING})"
    r"|(?:is|are|remains?) (?:still )?"
    r"(?:in (?:its|their|the) early stages|at an early stage|a developing area|under consideration)"
    rf"|in the process of {_DOING}|not (?:yet )?(?:started|begun|completed?|achieved|delivered)"
    r"|on track|off track|behind schedule|no longer"
    r"|(?:launched|completed) in \w+(?: (?:19|20)\d{2})?)\b",
    re.I,
)
# A bullet of an action plan begins with it: "Launched the strategy", "trialling new approaches".
_STARTED = r"(?:launch|develop|establish|introduc|implement|pilot|trial|review|scop|rol)(?:ling|ing)"
_AT_THE_START = re.compile(rf"^(?:{_DONE}|{_STARTED})\b(?: and {_DONE}\b| and {_STARTED}\b)?(?! of\b)", re.I)


def status_words(words: str) -> Iterator[tuple[int, int]]:
    """Spans of the words that say how far something has come."""
    first = _AT_THE_START.match(words)
    if first:
        yield first.span()
    for found in _IN_A_SENTENCE.finditer(words):
        if not first or found.start() >= first.end():
            yield found.span()
