"""An answer out of checked statements and the quotes they were made from: nothing is lost, nothing unchecked shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.checking import Judgement, Label
from assistant.composing import escape
from assistant.model.faults import Trouble, told
from assistant.model.parsing import Draft
from assistant.records import Answer, Statement, Support

OPENING = "A language model wrote this, and each sentence was checked against the quotes that it cites."
REST = "The papers also say:"
PARTLY = "only partly in the quote"
_MARK = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Judged:
    """A draft with the numbers that were shown to the model, how many it made up, and what the check said."""

    draft: Draft
    cited: tuple[int, ...]
    invented: int
    judgement: Judgement

    @property
    def shown(self) -> bool:
        """Whether it may be on the screen."""
        return bool(self.cited) and self.judgement.label is not Label.NOT_FOUND


def written(quotes: Answer, judged: Sequence[Judged], trouble: Trouble | None = None) -> Answer:
    """The answer with what passed its check in front; the quotes with a line that says why where nothing did.

    A statement that fails gives way to the quotes it cites; every quote that no statement carries stays, as it was.
    """
    if not any(j.shown for j in judged):
        return with_line(quotes, told(trouble)) if trouble else quotes
    said = _in_place(quotes, judged)
    used = {n for s in said for n in s.citations}
    rest = [s for s in quotes.statements if not set(s.citations) <= used]
    opening = f"{OPENING} It broke off, so the rest is quotes." if trouble else OPENING
    lines = [opening, "", *map(_line, said)]
    if rest:
        lines += ["", REST, "", *_lines_left(quotes, rest)]
    return replace(quotes, answer="\n".join(lines).strip(), statements=(*said, *rest))


def with_line(answer: Answer, line: str) -> Answer:
    """An answer with one line of words over it."""
    return replace(answer, answer=f"{line}\n\n{answer.answer}")


def _in_place(quotes: Answer, judged: Sequence[Judged]) -> list[Statement]:
    """The statements in the model's order; for one that is not found, its quotes, each once."""
    carried = {n for j in judged if j.shown for n in j.cited}
    quoted = {s.citations[0]: s for s in quotes.statements if len(s.citations) == 1}
    found: list[Statement] = []
    for one in judged:
        if one.shown:
            support = Support.SUPPORTED if one.judgement.label is Label.SUPPORTED else Support.PARTLY
            found.append(Statement(one.draft.text, one.cited, support))
            continue
        for number in one.cited:
            if number not in carried and number in quoted:
                found.append(quoted[number])
                carried.add(number)
    return found


def _line(statement: Statement) -> str:
    marks = "".join(f" [{n}]" for n in statement.citations)
    doubt = f" ({PARTLY})" if statement.support is Support.PARTLY else ""
    return f"- {escape(statement.text)}{marks}{doubt}"


def _lines_left(quotes: Answer, rest: Sequence[Statement]) -> list[str]:
    """The lines of the quotes answer for these statements, under their papers and lead-ins."""
    wanted = {n for s in rest for n in s.citations}
    found: list[str] = []
    heads: list[str] = []
    for line in quotes.answer.splitlines():
        numbers = {int(n) for n in _MARK.findall(line)}
        if not numbers:
            if line.startswith("**"):
                heads = []
            heads.append(line)
        elif numbers <= wanted:
            found += [*heads, line]
            heads = []
    return found
