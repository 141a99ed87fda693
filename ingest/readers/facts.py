"""What a file's own properties say, as far as they say anything: most are left as the program set them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from ingest.readers.archive import Package

# What programs fill in by themselves.
_NO_TITLE = re.compile(
    r"^(?:(?:microsoft (?:office )?)?(?:word|powerpoint|excel)\b.*|power ?point presentation"
    r"|presentation ?\d*|document ?\d*|untitled.*|(?:doc(?:ument)? )?title|slide ?\d+|template|blank"
    r"|sheet ?\d*|book ?\d*|workbook|(?:new )?page|home|index|normal|\d+)$",
    re.I,
)
_FILE_NAME = re.compile(r"\.(?:docx?|pptx?|xlsx?|pdf|odt|odp|ods|html?|rtf|txt|dotx?)$", re.I)
_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")
_DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*)?$")
_FIRST_YEAR = 1990
# Templates of libraries that write Office files carry these, whenever the file was made.
_TEMPLATE_DATES = ("2013-12-23T23:15", "2013-01-27T09:1")


def sensible(title: str = "", date: str = "", language: str = "", **others: str) -> Mapping[str, str]:
    """The facts that say something: no default titles, no file names, no impossible dates."""
    found = {"title": _title(title), "date": iso_date(date), "language": _language(language)}
    found.update({key: " ".join(value.split()) for key, value in others.items()})
    return {key: value for key, value in found.items() if value}


def iso_date(words: str) -> str:
    """A date as ISO 8601 as far as it is given ("2023-07"), "" where it is none or cannot be true."""
    found = _DATE.match(words.strip())
    if not found or words.strip().startswith(_TEMPLATE_DATES):
        return ""
    year, month, day = (int(part) if part else 0 for part in found.groups())
    if not _FIRST_YEAR <= year <= datetime.now(UTC).year + 1:
        return ""
    try:
        datetime(year, month or 1, day or 1, tzinfo=UTC)
    except ValueError:
        return ""
    return "-".join(part for part in found.groups() if part)


def _title(words: str) -> str:
    words = " ".join(words.split())
    if _NO_TITLE.match(words) or _FILE_NAME.search(words) or not any(letter.isalpha() for letter in words):
        return ""
    return words


def _language(words: str) -> str:
    words = words.strip()
    return words.replace("_", "-") if _LANGUAGE.match(words) else ""


def core_facts(package: Package, language: str = "") -> Mapping[str, str]:
    """What the core properties of an Office file say of title, date and language."""
    part = package.linked("", "core-properties") or "docProps/core.xml"
    root = package.optional_xml(part)
    said = {} if root is None else {child.tag.rsplit("}", 1)[-1]: (child.text or "").strip() for child in root}
    return sensible(
        title=said.get("title", ""),
        date=said.get("modified", "") or said.get("created", ""),
        language=said.get("language", "") or ("" if language == "en-US" else language),  # that is a default
    )
