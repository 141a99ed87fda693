"""The templates beside this file, with every value escaped and every misspelt name an error."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from assistant.records import Outcome
from ingest.dates import date_words
from ingest.records import Status
from ingest.words import readable
from ui import labels
from ui.exports.document import runs

HERE = Path(__file__).parent


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Callable[..., object]] = {
        "readable": readable,
        "heading": labels.heading_words,
        "date": date_words,
        "kind": lambda block: type(block).__name__,
        "runs": runs,
        "status": lambda status: labels.STATUSES[status],
    }
    made.filters |= filters
    made.globals |= {"labels": labels, "Status": Status, "Outcome": Outcome}
    return made


def render(template: str, **values: object) -> str:
    """A template filled in."""
    return Markup(_environment().get_template(template).render(**values))


def asset(*names: str) -> str:
    """Style sheets or scripts of the app, one after the other."""
    return "\n".join((HERE / "assets" / name).read_text(encoding="utf-8") for name in names)
