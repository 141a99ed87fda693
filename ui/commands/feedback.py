"""``dueregard feedback``: read what readers said of answers, and export it for the evaluation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui import opening
from ui.options import AsJson, Home, SettingsFile

Export = Annotated[
    Path | None,
    typer.Option("--export", metavar="FILE", help="Write evaluation questions (JSON lines) to this file."),
]


def feedback(export: Export = None, json: AsJson = False, home: Home = None, settings: SettingsFile = None) -> None:
    """List what readers said of answers, or export it as evaluation questions."""
    from ui import feedback as said
    from ui.contract import line
    from ui.exports.files import write
    from ui.labels import plural
    from ui.plain import clean

    with opening.library_at(home, settings) as library:
        found = said.kept(library.home)
    if export is not None:
        questions = said.evaluation_questions(found)
        write(export, "".join(f"{line(question)}\n" for question in questions).encode())
        print(f"{plural(len(questions), 'question')} written to {export}. Judge what each expects before you use it.")
    elif json:
        print(line({"feedback": [one.model_dump(mode="json") for one in found]}))
    elif not found:
        print("Nobody has said anything of an answer yet.")
    for one in found if export is None and not json else ():
        comment = f": {one.comment}" if one.comment else ""
        print(clean(f"{one.at[:10]}  {said.WORDS[one.verdict]}{comment}\n    {one.question}"))
