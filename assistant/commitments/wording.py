"""What the wording of objectives and activities says: printed numbers and codes, periods, deadlines."""

from __future__ import annotations

import re

from ingest.dates import MONTH
from ingest.words import readable

_NOUN = r"(?:objective|aim|goal|outcome|priority|theme|ambition|pledge|commitment|strand)"
_NOUNS = r"(?:objectives|aims|goals|outcomes|priorities|themes|ambitions|pledges|commitments)"
_KIND = (
    r"(?:our |the |draft |proposed |new |current |key |four |five |six |\d+ )*"
    r"(?:equality|equalities|equity|strategic|corporate|edi|diversity|inclusion|community|workforce|and|,|&|\s)*"
)

# "Objective 3: …", "Equality Objective 3 – …", "Aim 1 – …", "EO1 …", "SO 2: …"
_ORDINAL = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|[a-h](?=\s*[.:)–—-]))"
_NAMED = re.compile(rf"^(?P<code>{_KIND}{_NOUN}\s+{_ORDINAL}\b)[\s.:)–—-]*", re.I)
_CODED = re.compile(r"^(?P<code>[A-Z]{1,4}\s?\d{1,2}(?:\.\d{1,2})?)[\s.:)–—-]+(?=\S)")
_NUMBERED = re.compile(r"^(?P<code>\d{1,2})[.):]?\s+(?=\S)")
_AIM_NOUN = re.compile(r"\b(?:aim|goal|ambition|theme|outcome)\b", re.I)

# A title that only names what stands under it.
LABEL = re.compile(
    rf"^(?:\d{{1,2}}[.):]?\s+)?(?:what|how|why|who|when|where)\b|^(?:\d{{1,2}}[.):]?\s+)?{_KIND}"
    r"(?:priorities|actions?|action plan|activit(?:y|ies)|next steps|progress|achievements|introduction|background|"
    r"foreword|context|conclusions?|summary|executive summary|glossary|appendix|annex|timetable|timeline|milestones|"
    r"governance|monitoring|contacts?|legal|legislation|duties|recommendations?|consultation|engagement|resources|"
    r"financial|risks?|implications|purpose|scope|definitions?|case stud(?:y|ies)|objectives?|aims?|goals?|outcomes|"
    r"ambitions?|commitments|plan|strategy|overview|about|gaps?|barriers|challenges|options?|reasons|alternatives|"
    r"background papers|decision|report|issues)\b(?:\s+(?:implications?|considerations?|considered|papers))?"
    r"(?:\s+(?:for|in|of|and|to date|so far|plan|against|with|identified|from|year|20\d\d|\d).*)?[\s:.]*$",
    re.I,
)  # fmt: skip
OBJECTIVE_TITLE = re.compile(rf"\b{_NOUN[:-1]}|areas of focus)s?\b|\b{_NOUNS}\b", re.I)
# A lead-in that brings objectives: "We will achieve this by focusing on 7 key areas:", "Our objectives are:".
_LEAD_END = (
    r"(?:\s+(?:for|in|from|until|of|over|under|during)\b[^.:;]{0,40})?"
    r"(?:\s+(?:are|is|include|will be))?(?:\s+(?:as follows|to))?\s*:?$"
)
NUMBERED_LEAD = re.compile(rf"\b(?:{_NOUNS}|(?:key|priority|focus|main) areas|areas of focus){_LEAD_END}", re.I)
NAMED_LEAD = re.compile(
    rf"\b(?:our|its|following|these|new|draft|proposed|equality|equalities|council['’]s)\s+(?:\w+\s+){{0,3}}{_NOUNS}"
    rf"{_LEAD_END}",
    re.I,
)
ANNOUNCED = re.compile(
    r"\bwill (?:also |then |now )?(?:be )?(?:set|setting|develop|developing|publish|publishing|adopt|adopting|agree|"
    r"agreeing|consult on|consulting on)\b (?:an?|another|new|refreshed|revised) (?:\w+ ){0,3}objectives?\b",
    re.I,
)
STATEMENT_LEAD = re.compile(r"\b(?:objectives?|aims?|vision|ambitions?)\b.*\b(?:is|are)\b\s*:$", re.I)
PRINCIPLES = re.compile(
    r"\bprinciples\b|\b(?:features|values|pillars|themes)\b.*\b(?:underpin|guide|shape)|\bwill (?:underpin|guide)\b",
    re.I,
)
# The general duty restates the law (Equality Act 2010, s149): it is no commitment of a council's own.
_DUTY = re.compile(
    r"\beliminat\w+ (?:\w+ )?(?:discrimination|harassment)"
    r"|\badvanc\w+ equality of opportunity (?:between|for and within|among)"
    r"|\bfoster\w* good relation",
    re.I,
)
_DUTY_LEAD = re.compile(r"\bequality act\b|\bpublic sector equality duty\b|\bdue regard\b|\bPSED\b", re.I)
# What someone undertakes; "this will provide …" and "we will be able to …" tell of a benefit.
WILL = re.compile(
    r"\b(?!(?:this|these|those|that|which|it|who|what)\b)[\w’']+ (?:also |now |then |all )?will\b"
    r"(?! be able| help\b| enable\b)"
    r"|\b(?:plan|plans|planning|intend|intends|propose|proposes) to\b"
    r"|\bis (?:being )?planned\b|\bfurther work is (?:required|needed)",
    re.I,
)

_YEAR = r"(?:19|20)\d{2}"
_SPAN = re.compile(rf"\b({_YEAR})\s*(?:[-–—/]|to)\s*((?:{_YEAR})|\d{{2}})\b(?![-/]\d)")
_YEAR_OF_PLAN = re.compile(r"\byear\s+(?:\d|one|two|three|four|five)\b", re.I)
_ONE_YEAR = re.compile(r"\byear\s+(?:\d|one|two|three|four|five)\b|\b(?:next|coming|this) year\b|\b12 months\b", re.I)
_MONTH = rf"(?:{MONTH}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
_DUE = re.compile(
    rf"\b(?:by|before|until|no later than)\s+(?:the\s+)?(?:end\s+of\s+|start\s+of\s+|"
    rf"spring\s+|summer\s+|autumn\s+|winter\s+|Q[1-4]\s+|{_MONTH}\s+|\d{{1,2}}\s+{_MONTH}\s+)*{_YEAR}(?:[/–-]\d{{2}})?",
    re.I,
)

_CODES = re.compile(r"\b([A-Z][A-Z0]{0,3})\s?(\d{1,2})(?![\d.])")
_NUMBER_NAMED = re.compile(rf"\b{_NOUN}s?\s+(\d{{1,2}})\b", re.I)
_RUN_ON = re.compile(r"[a-z] (?:We|The Council|They) (?:will|have|are|aim|plan)\b")


def code_of(words: str, *, numbered: bool = False) -> tuple[str, str]:
    """The number or code printed before a wording, and the wording without it; ("", words) where there is none."""
    for pattern in (_NAMED, _CODED, *((_NUMBERED,) if numbered else ())):
        if found := pattern.match(words):
            return " ".join(found["code"].split()), words[found.end() :].strip()
    return "", words


def is_aim(code: str) -> bool:
    """Whether a code names an aim, which has objectives under it."""
    return bool(_AIM_NOUN.search(code))


def is_label(title: str) -> bool:
    """Whether a title only names what stands under it, and commits to nothing."""
    return bool(LABEL.search(title.strip()))


def restates_duty(lead: str, items: list[str]) -> bool:
    """Whether a list gives the law's three aims rather than a council's own."""
    hits = sum(bool(_DUTY.search(words)) for words in items)
    return hits >= 2 or (bool(_DUTY_LEAD.search(lead)) and hits >= 1)


def topics_only(items: list[str]) -> bool:
    """Whether a list gives the names of topics ("the economy") rather than things that will be done."""
    counts = sorted(len(words.split()) for words in items)
    return counts[len(counts) // 2] < 4 if counts else True


def period_in(words: str) -> str:
    """The period that words print: "2016-20", "2018/19", "Year 2"; empty for none."""
    found = _SPAN.search(words) or _YEAR_OF_PLAN.search(words)
    return found[0] if found else ""


def year_of_plan(lead: str) -> bool:
    """Whether a lead-in brings what one year's work is ("Our priorities for 2024/25 are:"), not a set of objectives."""
    years = years_in(lead)
    return bool(_ONE_YEAR.search(lead)) or (years is not None and years[1] - years[0] <= 1)


def years_in(period: str) -> tuple[int, int] | None:
    """First and last year of a printed period; None where it names no years."""
    if found := _SPAN.search(period):
        first, last = int(found[1]), int(found[2])
        last = last if last >= 100 else first // 100 * 100 + last
        return (first, last) if first <= last else None
    years = re.findall(rf"\b{_YEAR}\b", period)
    return (int(years[0]), int(years[-1])) if years else None


def due_in(words: str) -> str:
    """A deadline as printed: "by March 2020"."""
    found = _DUE.search(words)
    return found[0] if found else ""


def codes_in(words: str) -> tuple[str, ...]:
    """Codes of objectives printed in words, one form each: "EO 3", "EO3" and the misprint "E0 3" give "EO3"."""
    return tuple(
        dict.fromkeys(f"{letters.replace('0', 'O')}{int(number)}" for letters, number in _CODES.findall(words))
    )


def plain_code(number: str) -> str:
    """A printed number or code in the form that ``codes_in`` gives; the bare number of "Objective 3" is "3"."""
    found = codes_in(number)
    if found:
        return found[0]
    digits = re.search(r"\d{1,2}", number)
    return str(int(digits[0])) if digits else ""


def numbers_named(words: str) -> tuple[str, ...]:
    """Numbers of objectives that words name: "objective 3" gives "3"."""
    return tuple(dict.fromkeys(str(int(n)) for n in _NUMBER_NAMED.findall(words)))


def runs_on(words: str) -> bool:
    """Whether two commitments look run together in one bullet, the mark between them lost."""
    return bool(_RUN_ON.search(words))


def title_words(raw: str) -> str:
    """A heading for reading, without the colon that it may end with."""
    return readable(raw).rstrip(": ")
