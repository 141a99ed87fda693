"""What a model wrote, as drafts of statements with the numbers they cite. Strict: what has no shape is no draft."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

# What is asked of a model that has structured output.
SCHEMA: dict[str, Any] = {
    "title": "note",
    "description": "A short note in statements, each with the numbers of the extracts that it rests on.",
    "type": "object",
    "properties": {
        "statements": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string", "description": "One sentence."},
                    "extracts": {"type": "array", "items": {"type": "integer"}},
                },
                "required": ["text", "extracts"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["statements"],
    "additionalProperties": False,
}
_CITED = re.compile(
    r"\s*[\[(]\s*(?:extracts?|units?|quotes?|e)?\s*((?:\d{1,3})(?:\s*(?:,|;|and|&)\s*(?:extract )?\d{1,3})*)\s*[\])]",
    re.I,
)
_GOES_ON = re.compile(r"[.;,]?\s+[^\s\[(.;,]")
_NUMBER = re.compile(r"\d{1,3}")
_LIST_MARK = re.compile(r"^\s*(?:[-*•+>]|\d{1,2}[.)])\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?])(?:[\"”’'])?\s+(?=[A-Z“\"])")
# What goes before the statement proper: it says nothing that could be checked.
_OPENING = re.compile(r"^(?:yes|no)[,.:;]\s+(?=\S)", re.I)
_DRESS = re.compile(r"[*_#`]+")


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement as the model wrote it, with the numbers that it cites, known or not."""

    text: str
    cited: tuple[int, ...]


class LineParser:
    """Reads statements from text: one a line, the numbers of its extracts in square brackets."""

    def __init__(self) -> None:
        self._rest = ""

    def feed(self, piece: object) -> list[Draft]:
        """The drafts that a piece of text completes."""
        if not isinstance(piece, str):
            return []
        *lines, self._rest = (self._rest + piece).split("\n")
        ended = [m.end() for m in _CITED.finditer(self._rest) if _GOES_ON.match(self._rest, m.end())]
        if ended:  # a line may hold several statements: those before the last number are whole
            lines.append(self._rest[: ended[-1]])
            self._rest = self._rest[ended[-1] :]
        return [draft for line in lines for draft in _drafts(line)]

    def end(self) -> list[Draft]:
        """The draft that the last line holds."""
        line, self._rest = self._rest, ""
        return _drafts(line)


class StructureParser:
    """Reads statements from ever fuller snapshots of the structure asked for; the last one may be half written.

    ``shaped`` says whether there was one.
    """

    def __init__(self) -> None:
        self._given = 0
        self._last: list[Any] = []
        self.shaped = False

    def feed(self, piece: object) -> list[Draft]:
        """The drafts before the last one of a snapshot that were not given yet."""
        found = piece.get("statements") if isinstance(piece, dict) else None
        if not isinstance(found, list):
            return []
        self._last, self.shaped = found, True
        return self._up_to(len(found) - 1)

    def end(self) -> list[Draft]:
        """The last draft."""
        return self._up_to(len(self._last))

    def _up_to(self, count: int) -> list[Draft]:
        drafts = [draft for raw in self._last[self._given : count] if (draft := _structured(raw)) is not None]
        self._given = max(self._given, count)
        return drafts


Parser = LineParser | StructureParser


def _drafts(line: str) -> list[Draft]:
    """The statements of one line: each runs to the numbers that it cites; what follows the last has none."""
    words = _LIST_MARK.sub("", line).strip().lstrip(".;, ")
    found: list[Draft] = []
    place = 0
    for match in _CITED.finditer(words):
        text = words[place : match.start()].strip(" .;,") if place else words[: match.start()].strip()
        numbers = tuple(int(n) for n in _NUMBER.findall(match[1]))
        if not text and found:  # "[1] [2]": one more for the same statement
            found[-1] = Draft(found[-1].text, (*found[-1].cited, *numbers))
        elif text:
            found.append(Draft(_plain(text), numbers))
        place = match.end()
    rest = words[place:].strip(" .;,")
    if any(c.isalpha() for c in rest):
        found.append(Draft(_plain(rest), ()))
    return [d for draft in found for d in _single(draft)]


def _single(draft: Draft) -> list[Draft]:
    """Of several sentences before one number, each is a statement of its own: none hides behind another."""
    return [
        Draft(s if s.endswith((".", "!", "?")) else f"{s}.", draft.cited) for s in _SENTENCE_END.split(draft.text) if s
    ]


def _structured(raw: object) -> Draft | None:
    if not isinstance(raw, dict) or not isinstance(raw.get("text"), str) or not raw["text"].strip():
        return None
    cited = raw.get("extracts")
    numbers = tuple(n for n in cited if isinstance(n, int)) if isinstance(cited, list) else ()
    return Draft(_plain(_CITED.sub("", raw["text"])), numbers)


def _plain(text: str) -> str:
    """A statement without emphasis and heading marks, and without a "Yes," in front."""
    words = " ".join(_DRESS.sub("", text).split())
    bare = _OPENING.sub("", words)
    return words if bare == words else bare[0].upper() + bare[1:]


def resolve(cited: tuple[int, ...], shown: frozenset[int]) -> tuple[tuple[int, ...], int]:
    """The numbers that were shown to the model, each once, and how many it made up."""
    known = tuple(dict.fromkeys(n for n in cited if n in shown))
    return known, sum(n not in shown for n in cited)
