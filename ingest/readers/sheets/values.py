"""Values of cells as a sheet displays them, by their number formats."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_LOCALE = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_BRACKET = re.compile(r"\[(?!h|m|s)[^\]]*\]", re.I)
_DATE_PART = re.compile(r"yyyy|yy|mmmmm|mmmm|mmm|mm|m|dddd|ddd|dd|d|hh|h|ss|s|am/pm|a/p", re.I)
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.([#0?]+))?")
_SYSTEM_DATES = {"mm-dd-yy": "dd/mm/yyyy", "m/d/yy": "dd/mm/yyyy", "m/d/yy h:mm": "dd/mm/yyyy hh:mm"}


def shown_value(value: object, form: str) -> str:
    """A cell's value as displayed; a form that is not understood shows the value plainly."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date | time):
        return _moment(value, form)
    if isinstance(value, timedelta):
        return _duration(value)
    if isinstance(value, int | float):
        return _number(value, form)
    return str(value)


def _plain(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.11g}"


def _number(value: float, form: str) -> str:
    """A number in its form: sections for negative ones, literals, currency, thousands, decimals, percent."""
    sections = form.split(";")
    if value != value or value in {float("inf"), float("-inf")}:
        return str(value)
    section = sections[1] if value < 0 and len(sections) > 1 else sections[0]
    if len(sections) > 2 and value == 0 and sections[2]:
        section = sections[2]
    section = _BRACKET.sub("", _LOCALE.sub(lambda sign: f'"{sign[1]}"', section))
    bare = _LITERAL.sub("", section)
    if "general" in bare.lower() or "@" in bare or "e" in bare.lower() or "/" in bare:
        return _plain(value)
    found = _DIGITS.search(bare)
    if not found:
        return _literal(section).strip() or _plain(value)
    decimals = len(found[1] or "")
    scaled = value * 100 if "%" in bare else value
    digits = f"{abs(scaled):,.{decimals}f}" if "," in found[0] else f"{abs(scaled):.{decimals}f}"
    if found[1] and "#" in found[1]:
        digits = digits.rstrip("0").rstrip(".")
    whole, dot, rest = digits.partition(".")
    digits = whole.zfill(found[0].partition(".")[0].count("0")) + dot + rest
    first = _DIGITS.search(section)
    before, after = (section[: first.start()], section[first.end() :]) if first else ("", "")
    signed = value < 0 and len(sections) < 2 and any(digit in "123456789" for digit in digits)
    return f"{'-' if signed else ''}{_literal(before)}{digits}{_literal(after)}".strip()


def _literal(section: str) -> str:
    """The letters that a piece of a form prints as they are."""
    return _LITERAL.sub(lambda found: found[1] or found[2] or "", section)


def _moment(value: datetime | date | time, form: str) -> str:
    """A date or a time in its form; in the form that follows the system's, as a British system shows it."""
    form = _SYSTEM_DATES.get(form.lower(), form)
    section = _BRACKET.sub("", _LOCALE.sub("", form.split(";")[0]))
    section = _LITERAL.sub(lambda found: f"\0{found[1] or found[2] or ''}\0", section)
    if isinstance(value, time):
        value = datetime.combine(date(1900, 1, 1), value)
    elif not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if not _DATE_PART.search(section) or "general" in section.lower():
        return value.strftime("%d/%m/%Y" if value.time() == time() else "%d/%m/%Y %H:%M")
    pieces = section.split("\0")
    half = re.search(r"am/pm|a/p", section, re.I) is not None
    for at in range(0, len(pieces), 2):
        pieces[at] = _parts(pieces[at], value, half)
    return "".join(pieces).strip()


def _parts(piece: str, value: datetime, half: bool) -> str:
    """Fill in the parts of a date; an m beside hours or seconds means minutes."""
    found = list(_DATE_PART.finditer(piece))
    words, end = [], 0
    for place, part in enumerate(found):
        words.append(piece[end : part.start()])
        end = part.end()
        sign = part[0].lower()
        near = [found[at][0].lower()[0] for at in (place - 1, place + 1) if 0 <= at < len(found)]
        minutes = sign in {"m", "mm"} and (
            (place and found[place - 1][0].lower()[0] == "h") or (near and near[-1] == "s" and place + 1 < len(found))
        )
        words.append(_part("min" + sign if minutes else sign, value, half))
    return "".join([*words, piece[end:]])


def _part(sign: str, value: datetime, half: bool) -> str:
    hour = (value.hour % 12 or 12) if half else value.hour
    return {
        "yyyy": f"{value.year}",
        "yy": f"{value.year % 100:02d}",
        "mmmmm": f"{value:%B}"[0],
        "mmmm": f"{value:%B}",
        "mmm": f"{value:%b}",
        "mm": f"{value.month:02d}",
        "m": f"{value.month}",
        "dddd": f"{value:%A}",
        "ddd": f"{value:%a}",
        "dd": f"{value.day:02d}",
        "d": f"{value.day}",
        "hh": f"{hour:02d}",
        "h": f"{hour}",
        "minmm": f"{value.minute:02d}",
        "minm": f"{value.minute}",
        "ss": f"{value.second:02d}",
        "s": f"{value.second}",
        "am/pm": f"{value:%p}",
        "a/p": f"{value:%p}"[:1],
    }[sign]


def _duration(value: timedelta) -> str:
    seconds = int(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
