"""The command ``dueregard mcp``: the papers for assistants, over standard input and output."""

from __future__ import annotations

from ui import opening
from ui.faults import NothingLoaded, complain
from ui.options import Home, SettingsFile


def mcp(home: Home = None, settings: SettingsFile = None) -> None:
    """Let an assistant on this computer ask the papers, by the Model Context Protocol.

    The assistant starts this command itself and talks to it over standard input and output. In its settings, name
    the command dueregard with the argument mcp. It can read the papers, and change nothing.
    """
    from ui.api.desk import Desk
    from ui.mcp.server import create
    from ui.web.readiness import Readiness

    with opening.library_at(home, settings) as library:
        try:
            opening.fill_if_new(library, home)
        except NothingLoaded as error:
            complain(error)  # papers can be read in while it runs
        Readiness(library.warm).start()
        create(Desk(library, opening.assistant_over(library))).run("stdio")
