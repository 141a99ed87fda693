"""A manuscript as Markdown (CommonMark with the tables and footnotes of GitHub); no text of a paper is markup."""

from __future__ import annotations

import base64
import re

from ui.exports.document import (
    Blank,
    Block,
    Bullets,
    Heading,
    Manuscript,
    Notice,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    Words,
    line_of,
    runs,
)

# What can begin markup anywhere; "$" is for those renderers that set formulas.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>|~&$^]")
# "www." and "://" make links by themselves in GitHub's dialect.
_LINK = re.compile(r"(?i)\b(www)\.|\b(https?|ftp|mailto|xmpp):|@")
# What begins a block at the start of a line.
_FIRST = re.compile(r"^([#+\-=:!]|\d+(?=[.)]))")


def to_markdown(manuscript: Manuscript) -> str:
    """The document as text in UTF-8."""
    return _Writer().write(manuscript)


def escaped(text: str, *, first: bool = True) -> str:
    """Text on one line that Markdown shows as it is; ``first`` where it may begin a line."""
    line = _LINK.sub(_unlinked, _ANYWHERE.sub(r"\\\g<0>", line_of(text)))
    if not first:
        return line
    return _FIRST.sub(lambda m: m[1] + "\\" if m[1].isdigit() else "\\" + m[1], line)


def _unlinked(found: re.Match[str]) -> str:
    if found[0] == "@":
        return "&#64;"
    return f"{found[1]}&#46;" if found[1] else f"{found[2]}&#58;"


class _Writer:
    """Writes blocks one after the other, and numbers the footnotes as they come."""

    def __init__(self) -> None:
        self._notes: list[str] = []

    def write(self, manuscript: Manuscript) -> str:
        parts = [f"# {escaped(manuscript.title)}"]
        parts += [escaped(manuscript.subtitle)] if manuscript.subtitle else []
        parts += [self._block(block) for block in manuscript.blocks]
        parts += [f"---\n\n{escaped(manuscript.footer)}"] if manuscript.footer else []
        parts += [f"[^{n}]: {escaped(note)}" for n, note in enumerate(self._notes, start=1)]
        return "\n\n".join(parts) + "\n"

    def _block(self, block: Block) -> str:
        match block:
            case Heading(text=text, level=level):
                return f"{'#' * (level + 1)} {escaped(text)}"
            case Paragraph(words=words):
                return self._words(words)
            case Quote(text=text, citation=citation, about=about):
                quote = f"> “{escaped(text, first=False)}”{self._mark(citation)}"
                return f"{quote}\n>\n> {self._words(about)}" if about else quote
            case Bullets(items=items, numbered=numbered):
                marks = (f"{n}." if numbered else "-" for n in range(1, len(items) + 1))
                return "\n".join(f"{mark} {self._words(item)}" for mark, item in zip(marks, items, strict=True))
            case Table():
                return self._table(block)
            case Picture(png=png, alt=alt, caption=caption):
                data = base64.b64encode(png).decode()
                shown = f"![{escaped(alt)}](data:image/png;base64,{data})"
                return f"{shown}\n\n*{escaped(caption)}*" if caption else shown
            case Blank(label=label, guidance=guidance):
                notes = "".join(f"\n> - {escaped(line)}" for line in guidance)
                return f"**To be completed by the officer: {escaped(label)}**" + (f"\n{notes}" if notes else "")
            case Notice(label=label, words=words):
                return f"> **{escaped(label)}:** {self._words(words)}"

    def _table(self, table: Table) -> str:
        rows = [
            f"**{escaped(table.caption)}**\n",
            _row([escaped(h) for h in table.headers]),
            _row(["---"] * len(table.headers)),
            *(_row([self._words(cell) for cell in row]) for row in table.rows),
        ]
        return "\n".join(rows)

    def _words(self, words: Words) -> str:
        return "".join(self._run(run, first=not n) for n, run in enumerate(runs(words)))

    def _run(self, run: Run, *, first: bool) -> str:
        text = escaped(run.text, first=first)
        sign = ("**" if run.strong else "") + ("*" if run.emphasis else "")
        # A space inside the signs would make them text; it stands outside, as does the one that folding took off.
        lead, tail = (" " if run.text[:1].isspace() else ""), (" " if run.text[-1:].isspace() else "")
        return f"{lead}{sign if text else ''}{text}{sign[::-1] if text else ''}{tail if text else ''}" + (
            self._mark(run.note) if run.note else ""
        )

    def _mark(self, note: str) -> str:
        self._notes.append(line_of(note))
        return f"[^{len(self._notes)}]"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
