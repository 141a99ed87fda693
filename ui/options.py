"""The options that several commands share, each said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Home = Annotated[
    Path | None,
    typer.Option(
        "--home",
        metavar="DIR",
        help="The folder that holds the catalogue and the indexes. Also DUEREGARD_HOME.",
    ),
]
SettingsFile = Annotated[
    Path | None,
    typer.Option("--settings", metavar="FILE", help="A settings file to use instead of the home's settings.toml."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs instead of text for people.")]
Batch = Annotated[
    str,
    typer.Option("--batch", metavar="FILE|-", help="Read JSON lines from a file, or from standard input (-)."),
]
Council = Annotated[str, typer.Option("--council", metavar="NAME", help="Keep to the papers of this council.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")]
AllowNetwork = Annotated[
    bool,
    typer.Option(
        "--allow-network",
        help="Let --host be an address that other computers reach. There are no accounts: whoever reaches "
        "the address can read every loaded paper, and questions and answers travel unencrypted.",
    ),
]
